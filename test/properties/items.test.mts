/** Outgoing data: any run or event becomes items and is not modified. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { eventToItems } from '../../nodes/ExtendTrigger/eventItems';
import { parseEvent } from '../../nodes/shared/http/responses';
import { toErrorJson } from '../../nodes/shared/errors/apiError';
import { runToItems } from '../../nodes/shared/output/runToItems';
import { RUN_KINDS } from '../../nodes/shared/runs/kinds';
import { getRunError } from '../../nodes/shared/runs/errors';
import { simplifyRunSummary } from '../../nodes/shared/output/runSummary';
import { getOwn } from '../../nodes/shared/utils/objects';
import { extractRunToItems } from '../../nodes/shared/output/extractRun';
import type { OutputSettings } from '../../nodes/shared/output/types';
import { simplifyRun } from '../../nodes/shared/output/simplifyRun';
import { anyEvent, anyRun, identifiedRun } from './arbitraries/apiResponses.mts';
import { testProperty } from './property.mts';
import { catchRefusal } from './refusals.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';

const settings = fc.record<OutputSettings>(
	{
		mode: fc.constantFrom('run', 'fields', 'rows'),
		rowsField: fc.constantFrom('', 'line_items', '__proto__', 'constructor'),
		fileName: fc.constant('a.pdf'),
		review: fc.constantFrom({}, { confidenceThreshold: 0.5, reviewScoreThreshold: 1 }),
		shape: fc.record(
			{
				confidence: fc.constantFrom('columns' as const, 'off' as const),
				currency: fc.constantFrom('columns' as const, 'object' as const),
				runDetails: fc.constantFrom('columns' as const, 'none' as const, 'object' as const),
			},
			{ requiredKeys: [] },
		),
	},
	{ requiredKeys: ['mode'] },
);

/** Asserts that a value is JSON at any depth. A function in an item breaks n8n's store. */
function assertJson(value: unknown): void {
	const open = [value];
	while (open.length > 0) {
		const one = open.pop();
		if (typeof one === 'function' || typeof one === 'symbol') throw new Error('no JSON');
		if (typeof one === 'object' && one !== null)
			for (const inner of Object.values(one)) open.push(inner);
	}
}

testProperty(
	'an extract run becomes items; raw output is unchanged',
	fc.tuple(anyRun, settings),
	([run, wanted]) => {
		deepFreeze(run);
		const made = catchRefusal(() => extractRunToItems(run, wanted));
		if (wanted.mode === 'run') {
			expect(made?.items.length).toBe(1);
			expect(made?.items[0] === run).toBe(true);
			return;
		}
		if (made === undefined) return expect(wanted.mode).toBe('rows');
		expect(made.items.length).toBeGreaterThan(0);
		for (const item of made.items) {
			assertJson(item);
			expect(Object.keys(item)).not.toContain('error');
			const details = wanted.shape?.runDetails ?? (wanted.mode === 'rows' ? 'columns' : 'object');
			expect('_extend' in item).toBe(details === 'object');
			expect('extend_run_id' in item).toBe(details === 'columns');
		}
	},
);

const OUTPUTS = ['output', 'initialOutput', 'reviewedOutput'];

/** A run without what gives access to a file: a whole copy, level by level. */
function withoutSecrets(run: IDataObject): IDataObject {
	const copy = { run } as IDataObject;
	const pending: Array<{ holder: IDataObject; key: string; above: string }> = [
		{ holder: copy, key: 'run', above: '' },
	];
	for (let next = pending.pop(); next; next = pending.pop()) {
		const { holder, key, above } = next;
		const value: unknown = Array.isArray(holder) ? holder[Number(key)] : getOwn(holder, key);
		if (typeof value === 'string' && ['presignedUrl', 'outputUrl'].includes(key) && value !== '')
			holder[key] = null;
		if (typeof value !== 'object' || value === null) continue;
		const isExtracted = key === 'filledValues' || (key === 'value' && OUTPUTS.includes(above));
		const isLegacy =
			OUTPUTS.includes(key) &&
			getOwn(holder, 'object') === 'extract_run' &&
			getOwn(value, 'value') === undefined;
		if (isExtracted || isLegacy) continue;
		const own = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as IDataObject;
		Object.defineProperty(holder, key, { value: own, enumerable: true, writable: true });
		for (const name of Object.keys(own)) pending.push({ holder: own, key: name, above: key });
	}
	return copy.run as IDataObject;
}

testProperty(
	'a run of any kind becomes items; raw output omits file URLs',
	fc.tuple(anyRun, settings),
	([run, wanted]) => {
		const given = deepFreeze(run) as IDataObject;
		const made = catchRefusal(() => runToItems(given, wanted));
		if (made === undefined) return;
		expect(made.items.length).toBeGreaterThan(0);
		made.items.forEach(assertJson);
		if (wanted.mode === 'run' && !isSameJson(made.items, [withoutSecrets(given)]))
			throw new Error('something was added or is missing');
	},
);

testProperty('a run of any kind can be simplified', anyRun, (run) => {
	deepFreeze(run);
	assertJson(simplifyRun(run));
	assertJson(simplifyRunSummary(run));
});

testProperty('any event becomes items', fc.tuple(anyEvent, settings), ([value, wanted]) => {
	const event = parseEvent(deepFreeze(value));
	if (event === undefined) return;
	const items = eventToItems(event, wanted);
	expect(items.length).toBeGreaterThan(0);
	items.forEach(assertJson);
	const problems = items.map((item) => (item._extend as IDataObject | undefined)?.problem);
	for (const problem of problems)
		expect(String(problem)).not.toMatch(/stack|not a function|Cannot|convert/);
});

testProperty(
	'a failed run has a message',
	fc.tuple(identifiedRun, fc.constantFrom(...RUN_KINDS)),
	([run, kind]) => {
		const problem = getRunError(deepFreeze(run) as Parameters<typeof getRunError>[0], kind);
		if (problem === undefined) return expect(['FAILED', 'CANCELLED']).not.toContain(run.status);
		const { error } = toErrorJson(problem.details) as { error: IDataObject };
		for (const text of [error.message, error.description, error.code]) {
			expect(typeof text).toBe('string');
			expect(text).not.toMatch(/undefined|\[object|native code|^ while/);
		}
		expect(error.runId).toBe('exr_1');
	},
);
