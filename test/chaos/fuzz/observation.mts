/** What can be known about an execution after it: what the node said, and what the server saw. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Emulator, Fault, RecordedRequest } from '../../emulator/index.mts';
import { getPosition } from './documents.mts';
import { isFalseRejection, type FaultDice, type Start } from './faultDice.mts';
import type { FuzzCase } from './fuzzCase.mts';
import { getOperation, getRoute, type Route } from './operations.mts';

/** A request that starts runs, as far as the node can know its end. */
export interface ObservedStart {
	/** positions of the documents */
	documents: number[];
	/** `rejected`: Extend said that it did nothing; `lost`: it may have done it */
	end: 'answered' | 'rejected' | 'lost';
	/** it said so although it had done it */
	isFalseRejection: boolean;
	/** how many times a list was read without showing its runs */
	lag: number;
	/** when it arrived, by the clock of the node */
	at: number;
	/** it arrived after Stop, and was not on its way then */
	isAfterStop: boolean;
	/** it arrived after something was deleted */
	isAfterDeletion: boolean;
}

export interface ObservedRun {
	id: string;
	/** position of the document, or -1 */
	document: number;
	status: string;
	credits: number;
	/** in ms since 1970 */
	createdAt: number;
}

export interface Deletion {
	id: string;
	/** position of the document of the deleted run or file, or -1 */
	document: number;
}

/** Stop, and what the node did after it. */
export interface ObservedStop {
	/** since the execution began, by the clock of the node */
	afterMs: number;
	/** when the node last looked for runs to cancel, in ms since 1970 */
	lastSearchAt: number;
	/** requests to look for runs and to cancel them that met a fault, before and after Stop */
	failedSearches: number;
	failedCleanUps: number;
}

export interface EarlierRuns {
	starts: ObservedStart[];
	/** without those that it deleted */
	runs: ObservedRun[];
}

export interface Observation {
	one: FuzzCase;
	items: INodeExecutionData[];
	errorItems: INodeExecutionData[];
	thrown: { message: string; description?: string } | undefined;
	isCanceled: boolean;
	/** everything that n8n keeps of the execution, and all that was logged */
	text: string;
	secrets: string[];
	starts: ObservedStart[];
	/** runs of the operation's kind, which are billed unless they failed or were canceled */
	runs: ObservedRun[];
	/** the document of a run of any kind, by its ID */
	documentOfRun: Map<string, number>;
	deletions: Deletion[];
	/** the runs of the execution before, as they are now; its own documents it deleted */
	earlier: EarlierRuns | undefined;
	/** requests for a list that met a fault */
	failedLists: number;
	/** the IDs of runs of which Extend said once that they do not exist */
	missingRuns: string[];
	stop: ObservedStop | undefined;
	openFiles: number;
	/** the virtual clock stood still while nothing happened */
	stuck: number;
	/** by the clock of the node, in ms since 1970 */
	endedAt: number;
	/** all requests with their faults, to understand a violation */
	trace: string[];
}

interface ApiRun {
	id: string;
	object: string;
	status: string;
	file?: { name: string } | null;
	files?: Array<{ name: string }>;
	metadata?: object | null;
	usage?: { totalCredits?: number } | null;
	createdAt?: string;
}

const getFileName = ({ file, files }: ApiRun) => file?.name ?? files?.[0]?.name;

/** All runs of the case, deleted ones as well. Workflows of the case before it may still have made others. */
function getAllRuns(emulator: Emulator, one: FuzzCase): ApiRun[] {
	const runs = [...emulator.runs('all'), ...emulator.billedRuns('all')] as ApiRun[];
	const own = runs.filter((run) => {
		const name = getFileName(run);
		return name === undefined || getPosition(one, name) >= 0;
	});
	return [...new Map(own.map((run) => [run.id, run])).values()];
}

export function observeRuns(
	emulator: Emulator,
	one: FuzzCase,
	starts: Start[],
	first?: Observation,
): Pick<Observation, 'runs' | 'documentOfRun' | 'earlier'> {
	const inputs = starts.flatMap((start) => start.inputs);
	const findDocument = (run: ApiRun): number => {
		const byName = getPosition(one, getFileName(run));
		if (byName >= 0) return byName;
		const wanted = JSON.stringify(run.metadata);
		return (
			inputs.find((input) => input.metadata === wanted)?.document ??
			first?.documentOfRun.get(run.id) ??
			-1
		);
	};
	const all = getAllRuns(emulator, one);
	const { object } = getOperation(one.operation);
	const runs = all
		.filter((run) => run.object === object)
		.map((run) => ({
			id: run.id,
			document: findDocument(run),
			status: run.status,
			credits: run.usage?.totalCredits ?? 0,
			createdAt: Date.parse(run.createdAt ?? ''),
		}));
	const isEarlier = ({ id }: ObservedRun) => first?.documentOfRun.has(id) ?? false;
	const isDeleted = ({ id }: ObservedRun) => first?.deletions.some((one) => one.id === id);
	return {
		documentOfRun: new Map(all.map((run) => [run.id, findDocument(run)])),
		runs: runs.filter((run) => !isEarlier(run)),
		earlier: first && {
			starts: first.starts,
			runs: runs.filter((run) => isEarlier(run) && !isDeleted(run)),
		},
	};
}

/** What went wrong when runs were looked for and read. */
export function observeLookups({
	faults,
}: FaultDice): Pick<Observation, 'failedLists' | 'missingRuns'> {
	const met = [...faults].map(([request, fault]) => ({ request, fault, route: getRoute(request) }));
	const isMissing = (fault: Fault) => fault.kind === 'status' && fault.status === 404;
	return {
		failedLists: met.filter(({ route }) => route === 'list').length,
		missingRuns: met
			.filter(({ route, fault }) => route === 'read' && isMissing(fault as Fault))
			.map(({ request: { path } }) => path.slice(path.lastIndexOf('/') + 1)),
	};
}

/** @param stoppedAt how many starts had arrived or were on their way when Stop was pressed */
export function observeStarts(
	starts: Start[],
	stoppedAt: number,
	deletedAt: number,
): ObservedStart[] {
	return starts.map((start, index) => ({
		documents: start.inputs.map(({ document }) => document),
		end: getEnd(start),
		isFalseRejection: isFalseRejection(start.fault),
		lag: start.lag,
		at: start.at,
		isAfterStop: index >= stoppedAt,
		isAfterDeletion: index >= deletedAt,
	}));
}

function getEnd({ request, fault }: Start): ObservedStart['end'] {
	const { status } = request;
	if (fault?.kind === 'status') {
		const isRejection = fault.status === 429 || (fault.status === 503 && fault.envelope);
		return isRejection ? 'rejected' : 'lost';
	}
	if (fault !== undefined && fault.kind !== 'slow') return 'lost';
	if (status === null) return 'lost';
	if (status < 300) return 'answered';
	return status < 500 && status !== 408 ? 'rejected' : 'lost';
}

/** The requests as lines to read; a blank line marks Stop. */
export function traceRequests(
	{ requests }: Emulator,
	{ faults }: FaultDice,
	firstAfterStop: number | undefined,
): string[] {
	const from = requests[0]?.at ?? 0;
	return requests.flatMap((request, index) => {
		const { method, path, status, end, at } = request;
		const fault = faults.get(request);
		const line = `${at - from} ms ${method} ${path} ${status} ${end} ${fault ? JSON.stringify(fault) : ''}`;
		return index === firstAfterStop ? ['', line] : [line];
	});
}

/** What the node did to find, read and cancel its runs. */
export function observeStop(
	{ requests }: Emulator,
	{ faults }: FaultDice,
	firstAfterStop: number,
	afterMs: number,
): ObservedStop {
	const isAbout = (routes: Route[]) => (request: RecordedRequest) =>
		routes.includes(getRoute(request));
	const isFailed = (request: RecordedRequest) => faults.has(request);
	const after = requests.slice(firstAfterStop).filter(isAbout(['list', 'read', 'cancel']));
	const before = requests.slice(0, firstAfterStop).filter(isAbout(['list']));
	return {
		afterMs,
		lastSearchAt: Math.max(0, ...after.map(({ at }) => at)),
		failedSearches: before.filter(isFailed).length,
		failedCleanUps: after.filter(isFailed).length,
	};
}
