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
			expect(typeof item._extend).toBe('object');
		}
	},
);

/** Removes the properties that give access to a file. */
function withoutSecrets(run: IDataObject): IDataObject {
	const open = { ...run };
	if (run.object === 'parse_run' && run.outputUrl) open.outputUrl = null;
	const output = run.output as { editedFile?: unknown } | null | undefined;
	const file = output?.editedFile;
	if (
		run.object === 'edit_run' &&
		typeof file === 'object' &&
		file !== null &&
		!Array.isArray(file)
	) {
		const { presignedUrl, ...kept } = file as IDataObject;
		void presignedUrl;
		open.output = { ...(output as object), editedFile: kept };
	}
	return open;
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
