/** Executes a case with the node in n8n's engine, against the emulator, and observes it. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Emulator, RecordedRequest } from '../../emulator/index.mts';
import { runExtend } from '../../support/extendNode.mts';
import { BINARY_STORAGES, stringifyRun } from '../../support/fixtures.mts';
import { initBinaryData } from '../../support/harness.mts';
import { countOpenBinaries } from '../../support/openBinaries.mts';
import { clock } from '../../support/testedNodes.mts';
import { waitUntilOrTimeout } from '../../support/waitUntil.mts';
import { ON_ERROR } from '../runCase.mts';
import { createItems, getNumber, getPosition, SOURCE_PARAMETERS } from './documents.mts';
import { throwFaultDice } from './faultDice.mts';
import { repeatFuzzCase, type FuzzCase } from './fuzzCase.mts';
import { startFuzzClock } from './fuzzClock.mts';
import {
	observeLookups,
	observeRuns,
	observeStarts,
	observeStop,
	traceRequests,
	type Deletion,
	type Observation,
} from './observation.mts';
import { getOperation, getRoute } from './operations.mts';

/** The values of 'On Lost Connection'. */
const ON_LOST_CONNECTION = {
	startAgain: 'recover',
	fail: 'fail',
	untracked: 'untracked',
} as const;

export const PASSWORD = 'open sesame 77';
/** A run that never ends lasts longer than any test (ms), or takes more reads than anybody makes. */
const ENDLESS_MS = 3_600_000;
const ENDLESS_POLLS = 1_000_000;
/** A synchronous request to an endless run waits for Stop so long, in real ms. */
const SYNC_STOP_MS = 15;

/** Turns of the event loop (at least 1 ms each) after which a request that was cut off has arrived or never will. */
const CUT_OFF_TURNS = 25;

export interface FuzzWorld {
	emulator: Emulator;
	documentsUrl: string;
	/** what was logged since the last call */
	readLog: () => string;
}

/** Executes a case, and once more if it is repeated. */
export async function executeCase(world: FuzzWorld, one: FuzzCase): Promise<Observation[]> {
	const { emulator, documentsUrl } = world;
	const storage = BINARY_STORAGES.find(({ storage: name }) => name === one.storage);
	await initBinaryData(storage?.mode ?? 'filesystem');
	const items = await createItems(emulator, one, documentsUrl);
	setUpRuns(emulator, one);
	const first = await executeOnce(world, one, items, storage?.settings);
	if (!one.repetition) return [first];
	return [first, await executeOnce(world, repeatFuzzCase(one), items, storage?.settings, first)];
}

async function executeOnce(
	{ emulator, readLog }: FuzzWorld,
	one: FuzzCase,
	items: INodeExecutionData[],
	settings: object | undefined,
	first?: Observation,
): Promise<Observation> {
	const { isSync } = getOperation(one.operation);
	const deletions: Deletion[] = [];
	let deletedAt = Infinity;
	let stoppedAt = Infinity;
	let firstAfterStop: number | undefined;
	let stopAfterMs = 0;
	let cancel: (() => void) | undefined;
	let arrived = 0;
	const setupRequests = emulator.requests.length;
	const getRequests = () => emulator.requests.slice(setupRequests);
	const time = startFuzzClock(clock, getRequests, first?.endedAt);
	const began = clock.now();
	const pressStop = () => {
		if (!cancel || firstAfterStop !== undefined) return;
		firstAfterStop = emulator.requests.length;
		stopAfterMs = clock.now() - began;
		stoppedAt = dice.starts.length + time.countExchanges();
		time.forgetRequests();
		if (!one.hasFaultsAfterStop) dice.stop();
		cancel();
	};
	const onRequest = (request: RecordedRequest) => {
		arrived++;
		const route = getRoute(request);
		if (route === 'delete') {
			deletedAt = Math.min(deletedAt, dice.starts.length);
			const id = request.path.slice(request.path.lastIndexOf('/') + 1);
			// Sent again after a lost answer: it is gone already, and nobody knows any more what it was.
			if (!deletions.some((earlier) => earlier.id === id)) {
				deletions.push({ id, document: findOwner(emulator, one, id) });
			}
		}
		if (one.stopAt === undefined) return;
		if (arrived === one.stopAt) setImmediate(pressStop);
		if (route === 'start' && isSync && one.polls === Infinity) setTimeout(pressStop, SYNC_STOP_MS);
	};
	const dice = throwFaultDice(emulator, one, onRequest);
	readLog();
	try {
		const input = structuredClone(items);
		const result = await runNode(emulator, one, input, settings, (stop) => (cancel = stop));
		// After Stop the node goes on cleaning up when n8n has ended the execution already.
		await waitUntilOrTimeout(() => time.isIdle());
		await waitUntilOrTimeout(() => time.isIdle() && haveSettled(emulator));
		// What Stop has cut off may still be on its way to the server.
		if (firstAfterStop !== undefined) await waitUntilOrTimeout(() => false, CUT_OFF_TURNS);
		await waitUntilOrTimeout(() => countOpenBinaries() === 0, 500);
		const { thrown } = result;
		return {
			one,
			items: result.items,
			errorItems: result.errorItems,
			thrown: thrown && { message: thrown.message, description: thrown.description },
			isCanceled: result.run.status === 'canceled',
			text: `${stringifyRun(result)}\n${readLog()}`,
			secrets: [emulator.apiKey, ...(one.hasPassword ? [PASSWORD] : [])],
			starts: observeStarts(dice.starts, stoppedAt, deletedAt),
			...observeRuns(emulator, one, dice.starts, first),
			deletions,
			...observeLookups(dice),
			stop:
				firstAfterStop === undefined
					? undefined
					: observeStop(emulator, dice, firstAfterStop, stopAfterMs),
			openFiles: countOpenBinaries(),
			stuck: time.stuck,
			endedAt: clock.now(),
			trace: traceRequests(emulator, dice, firstAfterStop),
		};
	} finally {
		time.restore();
	}
}

async function runNode(
	emulator: Emulator,
	one: FuzzCase,
	items: INodeExecutionData[],
	settings: object | undefined,
	onStarted: (stop: () => void) => void,
) {
	const { parameters, options } = getOperation(one.operation);
	const { hasPassword, maxCredits } = one;
	const isElsewhere = one.execution === 2 && one.repetition?.inOtherProcess === true;
	return await runExtend({
		emulator,
		items,
		settings,
		onStarted,
		executionId: String(one.execution),
		// What a process remembers belongs to an account.
		credential: isElsewhere ? { workspaceId: 'ws_emulator' } : {},
		parameters: {
			documentSource: one.source,
			...SOURCE_PARAMETERS[one.source],
			...parameters,
			waitForCompletion: one.waits,
		},
		options: {
			...options,
			timeout: one.timeoutS,
			concurrency: one.concurrency,
			onLostConnection: ON_LOST_CONNECTION[one.tagRun ? one.onLost : 'untracked'],
			deleteAfter: one.deleteAfter,
			cancelRunOn: one.cancelOnTimeout ? ['stop', 'timeout'] : ['stop'],
			...(one.reuses ? { whenAlreadyProcessed: 'reuse', matchUrls: true } : {}),
			...(hasPassword ? { password: PASSWORD } : {}),
			...(maxCredits === undefined ? {} : { maxCredits }),
		},
		node: {
			...ON_ERROR[one.errors],
			...(one.tries > 1 ? { retryOnFail: true, maxTries: one.tries, waitBetweenTries: 1 } : {}),
		},
	});
}

function setUpRuns(emulator: Emulator, one: FuzzCase) {
	const { failing, hasPassword, polls } = one;
	const { object, isSync } = getOperation(one.operation);
	const isEndless = polls === Infinity;
	if (isSync) emulator.options.latencyMs = isEndless ? ENDLESS_MS : 0;
	else emulator.options.pollsUntilDone = isEndless ? ENDLESS_POLLS : polls;
	if (!failing || isEndless) return;
	emulator.nextRun({
		match: { kind: object, fileName: String(getNumber(one, failing.document)) },
		times: failing.times,
		status: 'FAILED',
		failureReason: failing.reason,
		failureMessage: hasPassword ? `It does not open with "${PASSWORD}".` : 'It does not open.',
	});
}

/** No request is still handled, so no run appears any more. */
function haveSettled({ requests }: Emulator): boolean {
	return requests.every(({ end, path, at }) => {
		return end !== undefined || path === '/files/upload' || Date.now() - at > 100;
	});
}

/** The document of a run or a file. */
function findOwner(emulator: Emulator, one: FuzzCase, id: string): number {
	const file = emulator.files().find((stored) => stored.id === id);
	if (file) return getPosition(one, file.name);
	return observeRuns(emulator, one, []).documentOfRun.get(id) ?? -1;
}
