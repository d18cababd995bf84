/** Decides by chance which requests meet which fault, and writes down which documents each start is about. */
import type { Emulator, Fault, RecordedRequest } from '../../emulator/index.mts';
import { clock } from '../../support/testedNodes.mts';
import { createRandom, pickOne, type RandomSource } from '../seededRandom.mts';
import { getPosition } from './documents.mts';
import type { FuzzCase } from './fuzzCase.mts';
import { getRoute, type Route } from './operations.mts';

export type DiceFault = NonNullable<ReturnType<NonNullable<Emulator['faults']['chooser']>>>;

const BOTH = ['before', 'after'] as const;
type Status = Extract<Fault, { kind: 'status' }>;
const status = (code: number, more: Partial<Status> = {}): Status => ({
	kind: 'status',
	status: code,
	...(more.envelope ? {} : { body: '' }),
	...more,
});
const retryable = (code: string) => ({ code, retryable: true });
const limited = (retryAfter?: string): Status =>
	status(429, {
		envelope: retryable('RATE_LIMIT_EXCEEDED'),
		...(retryAfter ? { headers: { 'retry-after': retryAfter } } : {}),
	});

/** 503 with Extend's envelope says that nothing was done. After the act it is a lie, which nobody can see through. */
export const isFalseRejection = (fault: Fault | undefined) =>
	fault?.kind === 'status' &&
	fault.status === 503 &&
	fault.when === 'after' &&
	fault.envelope !== undefined;

/** Faults of any request to the API. */
const FAULTS: DiceFault[] = [
	...BOTH.flatMap((when): DiceFault[] => [
		{ kind: 'reset', when },
		{ kind: 'hang', when },
		{ kind: 'html', status: 502, when },
		{ kind: 'html', status: 200, when },
		{ kind: 'slow', ms: 4, when },
		status(500, { when }),
		status(500, { when, envelope: retryable('INTERNAL_ERROR') }),
		status(503, { when }),
		status(503, { when, envelope: retryable('OVERLOADED') }),
		status(504, { when }),
		status(408, { when }),
	]),
	{ kind: 'truncate' },
	{ kind: 'badJson', when: 'after' },
	limited(),
	limited('1'),
	limited('7'),
	limited('90'),
];
/** The server that holds files knows no envelopes, and its silence takes real time. */
const STORAGE_FAULTS: DiceFault[] = [
	{ kind: 'reset', when: 'after' },
	{ kind: 'truncate' },
	status(503),
	status(429, { headers: { 'retry-after': '3' } }),
];
const NOT_THERE = status(404, { envelope: { code: 'NOT_FOUND', retryable: false } });

/** How many times a list is read without showing a new run. */
const LAGS = [1, 2, 3, 4, 9];

/** Whether the server acts on a request that meets the fault. */
function isHandled(fault: DiceFault | undefined): boolean {
	if (fault === undefined || fault.kind === 'truncate' || fault.kind === 'slow') return true;
	return 'when' in fault && fault.when === 'after';
}

export interface StartInput {
	document: number;
	metadata: string;
}

export interface Start {
	request: RecordedRequest;
	/** what it is about: positions of documents, with the metadata of their runs */
	inputs: StartInput[];
	fault: DiceFault | undefined;
	/** how many times a list was read without showing its runs */
	lag: number;
	/** when it arrived, by the clock of the node */
	at: number;
}

export interface FaultDice {
	starts: Start[];
	faults: Map<RecordedRequest, DiceFault>;
	/** from now on Extend answers well */
	stop(): void;
}

/** @param onRequest called for each request before anything is decided about it */
export function throwFaultDice(
	emulator: Emulator,
	one: FuzzCase,
	onRequest: (request: RecordedRequest) => void,
): FaultDice {
	const starts: Start[] = [];
	const faults = new Map<RecordedRequest, DiceFault>();
	let isStopped = false;
	// A sequence for each kind of request, so that one more poll does not change what happens to the starts.
	const sources = new Map<Route | 'lag', RandomSource>();
	const getRandom = (route: Route | 'lag') => {
		const random =
			sources.get(route) ?? createRandom(one.seed, `${one.index}.${one.execution} ${route}`);
		sources.set(route, random);
		return random;
	};
	const choose = (route: Route, random: RandomSource): DiceFault | undefined => {
		const isHit = random() < one.faultRate;
		const fault = pickOne(random, route === 'storage' ? STORAGE_FAULTS : FAULTS);
		const isMissing = route === 'read' && random() < 0.2;
		if (!isHit || isStopped) return undefined;
		return isMissing ? NOT_THERE : fault;
	};
	const addStart = (request: RecordedRequest, fault: DiceFault | undefined) => {
		const random = getRandom('lag');
		const isLagging = random() < one.faultRate;
		const lists = pickOne(random, LAGS);
		const inputs = readInputs(emulator, one, request.body);
		const lag = isLagging && !isStopped && isHandled(fault) ? lists : 0;
		if (lag > 0) emulator.faults.add({ kind: 'listLag', lists, times: inputs.length });
		starts.push({ request, inputs, fault, lag, at: clock.now() });
	};
	emulator.faults.chooser = (request) => {
		onRequest(request);
		const route = getRoute(request);
		const fault = choose(route, getRandom(route));
		if (fault) faults.set(request, fault);
		if (route === 'start') addStart(request, fault);
		return fault;
	};
	return { starts, faults, stop: () => (isStopped = true) };
}

interface InputBody {
	file?: { id?: string; url?: string; name?: string };
	metadata?: object;
	inputs?: InputBody[];
}

/** The documents of a request that starts something, read now, since they may be deleted later. */
function readInputs(emulator: Emulator, one: FuzzCase, body: unknown): StartInput[] {
	const { file, metadata, inputs } = (body ?? {}) as InputBody;
	if (inputs) return inputs.flatMap((input) => readInputs(emulator, one, input));
	const stored = emulator.files().find(({ id }) => id === file?.id);
	const document = getPosition(one, stored?.name ?? file?.name ?? file?.url);
	return [{ document, metadata: JSON.stringify(metadata) }];
}
