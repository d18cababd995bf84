/**
 * Stop at every step of every mode: the execution ends soon, no run continues in Extend and nothing is
 * billed.
 */
import type { INodeExecutionData } from 'n8n-workflow';
import { clock } from '../support/testedNodes.mts';
import { runExtend } from '../support/extendNode.mts';
import { stringifyRun, useEmulator } from '../support/fixtures.mts';
import { waitUntilOrTimeout } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { ERROR_SETTINGS } from './cases.mts';
import { createDocuments } from './numberedDocuments.mts';
import { getMode, MODES, getSteps, type ModeName, type Step } from './modes.mts';
import { countOpenBinaries } from '../support/openBinaries.mts';
import { pickOne, createRandom, CHAOS_SEED } from './seededRandom.mts';
import { HOUR_MS, ON_ERROR } from './runCase.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);
afterAll(() => time.restore());

jest.setTimeout(20_000);
const DOCUMENTS = 3;
/** Delay of a response, so that it is in progress when Stop is pressed. */
const SLOW_MS = 4;

const random = createRandom(CHAOS_SEED, 'stop');
const cases = (Object.keys(MODES) as ModeName[]).flatMap((mode) =>
	getSteps(mode)
		.filter((step) => ['upload', 'create', 'poll'].includes(step))
		.flatMap((step) =>
			(['before', 'after'] as const).flatMap((when) =>
				[0, 1].map((after) => ({
					mode,
					step,
					when,
					after: mode === 'batch' && step !== 'upload' ? 0 : after,
					errors: pickOne(random, ERROR_SETTINGS),
					concurrency: pickOne(random, [1, 2, 5]),
				})),
			),
		),
);

function countRequests(mode: ModeName, step: Step): number {
	const { method, path = '' } = getMode(mode).steps[step] ?? {};
	const pattern = new RegExp(`^${path}$`);
	return emulator.requests.filter((one) => one.method === method && pattern.test(one.path)).length;
}

it.each(cases)(
	'$mode > $step, $when handling, number $after ($concurrency parallel, errors: $errors)',
	async ({ mode, step, when, after, errors, concurrency }) => {
		const items: INodeExecutionData[] = await createDocuments(mode, DOCUMENTS);
		const { parameters, options, steps, isNotRecoverable } = getMode(mode);
		emulator.options.latencyMs = HOUR_MS;
		emulator.faults.add({ kind: 'slow', ms: SLOW_MS, when, match: steps[step] });
		let stop: (() => void) | undefined;
		const running = runExtend({
			emulator,
			items,
			parameters,
			options: { ...options, concurrency, timeout: 3600 },
			node: ON_ERROR[errors],
			onStarted: (cancel) => (stop = cancel),
		});
		let ended = false;
		void running.then(() => (ended = true));
		// Runs take an hour, so without concurrency only one document is in progress.
		const reachable = mode === 'batch' || concurrency > 1 ? after : 0;
		await waitUntilOrTimeout(
			() => ended || (stop !== undefined && countRequests(mode, step) > reachable),
		);
		expect({ ended, seen: countRequests(mode, step) > reachable }).toEqual({
			ended: false,
			seen: true,
		});
		const pressed = clock.now();
		stop?.();
		const { run, ...result } = await running;
		expect(clock.now() - pressed).toBeLessThan(30_000);
		expect(run.status).toBe('canceled');
		expect(stringifyRun({ run })).not.toContain(emulator.apiKey);

		// A request in progress at Stop may still be processed by Extend. Its run is then canceled.
		const kind = getMode(mode).kind;
		const open = () => emulator.runs(kind).filter(({ status }) => status !== 'CANCELLED');
		if (!isNotRecoverable) await waitUntilOrTimeout(() => open().length === 0);
		if (!isNotRecoverable) expect(open().map(({ id, status }) => ({ id, status }))).toEqual([]);
		expect(emulator.billedRuns(kind)).toEqual([]);
		expect(result.items.filter(({ json }) => json.error)).toEqual([]);
		await waitUntilOrTimeout(() => countOpenBinaries() === 0);
		expect(countOpenBinaries()).toBe(0);
	},
);
