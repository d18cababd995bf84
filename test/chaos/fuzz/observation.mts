/** What can be known about an execution after it: what the node said, and what the server saw. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../../emulator/index.mts';
import { getPosition } from './documents.mts';
import { isFalseRejection, type FaultDice, type Start } from './faultDice.mts';
import type { FuzzCase } from './fuzzCase.mts';
import { getOperation, getRoute } from './operations.mts';

/** A request that starts runs, as far as the node can know its end. */
export interface ObservedStart {
	/** positions of the documents */
	documents: number[];
	/** `rejected`: Extend said that it did nothing; `lost`: it may have done it */
	end: 'answered' | 'rejected' | 'lost';
	/** it said so although it had done it */
	isFalseRejection: boolean;
	/** its runs are missing from lists for longer than anybody searches */
	isLongLag: boolean;
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
	/** when the node last looked for runs to cancel, in ms since 1970; undefined without Stop */
	lastSearchAt: number | undefined;
	/** requests to look for runs and to cancel them that met a fault after Stop */
	failedCleanUps: number;
	openFiles: number;
	/** the virtual clock stood still while nothing happened */
	stuck: number;
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

/** All runs, deleted ones as well. */
function getAllRuns(emulator: Emulator): ApiRun[] {
	const runs = [...emulator.runs('all'), ...emulator.billedRuns('all')] as unknown as ApiRun[];
	return [...new Map(runs.map((run) => [run.id, run])).values()];
}

export function observeRuns(
	emulator: Emulator,
	one: FuzzCase,
	starts: Start[],
): Pick<Observation, 'runs' | 'documentOfRun'> {
	const inputs = starts.flatMap((start) => start.inputs);
	const findDocument = ({ file, files, metadata }: ApiRun): number => {
		const byName = getPosition(one, file?.name ?? files?.[0]?.name);
		if (byName >= 0) return byName;
		const wanted = JSON.stringify(metadata);
		return inputs.find((input) => input.metadata === wanted)?.document ?? -1;
	};
	const all = getAllRuns(emulator);
	const { object } = getOperation(one.operation);
	return {
		documentOfRun: new Map(all.map((run) => [run.id, findDocument(run)])),
		runs: all
			.filter((run) => run.object === object)
			.map((run) => ({
				id: run.id,
				document: findDocument(run),
				status: run.status,
				credits: run.usage?.totalCredits ?? 0,
				createdAt: Date.parse(run.createdAt ?? ''),
			})),
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
		isLongLag: start.isLongLag,
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

/** Requests after Stop by which the node looks for its runs, reads and cancels them. */
export function observeCleanUp(
	emulator: Emulator,
	{ faults }: FaultDice,
	firstRequest: number,
): Pick<Observation, 'lastSearchAt' | 'failedCleanUps'> {
	const after = emulator.requests.slice(firstRequest);
	const cleanUps = after.filter((request) =>
		['list', 'read', 'cancel'].includes(getRoute(request)),
	);
	return {
		lastSearchAt: Math.max(0, ...cleanUps.map(({ at }) => at)),
		failedCleanUps: cleanUps.filter((request) => faults.has(request)).length,
	};
}
