/** One execution with random settings. The same seed and index always give the same case. */
import { createRandom, pickOne } from '../seededRandom.mts';
import { ERROR_SETTINGS, type ErrorSetting } from '../cases.mts';
import { getOperation, OPERATIONS, type OperationName } from './operations.mts';

export type FuzzSource = 'binary' | 'fileId' | 'text' | 'url';
export const STORAGES = ['filesystem', 'memory', 'combined'] as const;

export interface FuzzCase {
	name: string;
	seed: number;
	index: number;
	operation: OperationName;
	/** how many items; each has a document */
	documents: number;
	/** where the documents come from */
	source: FuzzSource;
	storage: (typeof STORAGES)[number];
	errors: ErrorSetting;
	/** n8n's Retry On Fail; 1: off */
	tries: number;
	waits: boolean;
	onLost: 'startAgain' | 'fail';
	tagRun: boolean;
	deleteAfter: 'nothing' | 'run' | 'file' | 'both';
	maxCredits: number | undefined;
	timeoutS: number;
	concurrency: number;
	cancelOnTimeout: boolean;
	hasPassword: boolean;
	/** the document whose runs fail in Extend, and why */
	failing: { document: number; reason: string; times: number } | undefined;
	/** how many reads a run takes; Infinity: it never ends */
	polls: number;
	/** Stop is pressed when this many requests have arrived */
	stopAt: number | undefined;
	/** 'When Already Processed' looks for results of earlier executions */
	reuses: boolean;
	/** 2: the workflow was executed before, over the same documents */
	execution: 1 | 2;
	/** what the second execution is like, if there is one */
	repetition: Repetition | undefined;
	/** the part of all requests that meet a fault */
	faultRate: number;
	/** whether Extend still answers badly after Stop */
	hasFaultsAfterStop: boolean;
}

export interface Repetition {
	/** the runs of the first one are only in the list; otherwise the process knows those that it saw */
	inOtherProcess: boolean;
	faultRate: number;
}

const NAMES = Object.keys(OPERATIONS) as OperationName[];
const MAX_DOCUMENTS = 6;
/** Seconds. A hanging request takes up to 60 of them. */
const TIMEOUTS_S = [600, 600, 600, 120, 20, 5];

export function createFuzzCase(seed: number, index: number): FuzzCase {
	const random = createRandom(seed, `fuzz ${index}`);
	const chance = (probability: number) => random() < probability;
	const operation = pickOne(random, NAMES);
	const { acceptsText, isBatch = false, canFind } = getOperation(operation);
	const documents = 1 + Math.floor(random() * MAX_DOCUMENTS);
	const sources: FuzzSource[] = ['binary', 'binary', 'fileId', 'url'];
	if (acceptsText) sources.push('text');
	const source = pickOne(random, sources);
	const isStored = source === 'binary' || source === 'fileId';
	const waits = chance(0.85);
	const isStopped = chance(0.2);
	const polls = isStopped && chance(0.7) ? Infinity : pickOne(random, [0, 0, 1, 2, 40]);
	const one: Omit<FuzzCase, 'reuses' | 'repetition'> = {
		name: `${seed}:${index} ${operation}`,
		seed,
		index,
		operation,
		documents,
		source,
		storage: pickOne(random, STORAGES),
		errors: pickOne(random, ERROR_SETTINGS),
		tries: pickOne(random, [1, 1, 2, 3]),
		waits,
		onLost: canFind ? pickOne(random, ['startAgain', 'fail']) : 'startAgain',
		// A run in progress has no file yet, unless it was uploaded: its tag alone says whose it is.
		tagRun: chance(0.7) || isBatch || !isStored || polls > 0,
		deleteAfter: waits ? pickOne(random, ['nothing', 'nothing', 'run', 'file', 'both']) : 'nothing',
		maxCredits: !isBatch && waits && chance(0.25) ? pickOne(random, [1, 3, 5, 9]) : undefined,
		timeoutS: pickOne(random, TIMEOUTS_S),
		concurrency: pickOne(random, [1, 1, 2, 5]),
		cancelOnTimeout: chance(0.3),
		// A stored file has its password already, and a text has none.
		hasPassword: chance(0.4) && (source === 'binary' || source === 'url'),
		failing: chance(0.15)
			? {
					document: Math.floor(random() * documents),
					reason: pickOne(random, ['INTERNAL_ERROR', 'CORRUPT_FILE']),
					times: pickOne(random, [1, 3]),
				}
			: undefined,
		polls,
		stopAt: isStopped ? 1 + Math.floor(random() * random() * 40) : undefined,
		faultRate: 0.1 + random() * 0.4,
		hasFaultsAfterStop: chance(0.25),
		execution: 1,
	};
	const reuses = isReusable(one) && chance(0.5);
	const repetition = {
		// The fingerprint of a password holds only within an account, which is how a process is told from another.
		inOtherProcess: chance(0.5) && !one.hasPassword,
		faultRate: pickOne(random, [0, 0.05, one.faultRate]),
	};
	return { ...one, reuses, repetition: reuses && !isStopped ? repetition : undefined };
}

/** The second execution of a case. */
export function repeatFuzzCase(one: FuzzCase): FuzzCase {
	return { ...one, execution: 2, faultRate: one.repetition?.faultRate ?? 0 };
}

/** Only single runs of three kinds, which have to be tagged. */
function isReusable({ operation, tagRun }: Pick<FuzzCase, 'operation' | 'tagRun'>): boolean {
	const { object, isBatch = false } = getOperation(operation);
	return tagRun && !isBatch && ['extract_run', 'classify_run', 'split_run'].includes(object);
}
