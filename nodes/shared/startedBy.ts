/** Which runs n8n started, by the tag that the node puts into their metadata. The API cannot filter by it. */
import type { Listing } from './calls';
import { CALL_TIMEOUT_MS } from './calls';
import { clock } from './clock';
import type { Stored } from './contract';
import { ExtendProblem } from './errors';
import { runPool } from './pool';
import { ownMember } from './records';
import { fetchRun } from './runCalls';
import type { RunKind } from './runKinds';
import type { Api } from './transport';

/** Undefined parts do not matter. */
export interface Starter {
	executionId: string | undefined;
	/** of n8n */
	workflowId: string | undefined;
}

const READS_AT_ONCE = 5;

/**
 * Picks from pages of a list the runs that were started by this execution or workflow of n8n; undefined
 * when neither matters. Where the list tells no metadata each run is read, until enough are found.
 */
export function choosesStartedBy(api: Api, kind: RunKind, starter: Starter): Listing['choose'] {
	if (starter.executionId === undefined && starter.workflowId === undefined) return undefined;
	if (kind.search?.readsEach) {
		return async (page, most) => await readAndChoose(api, kind, starter, page, most);
	}
	return async (page) => await Promise.resolve(page.filter((run) => isBy(starter, run.metadata)));
}

function isBy({ executionId, workflowId }: Starter, metadata: unknown): boolean {
	const tag = ownMember(metadata, 'n8n');
	const fits = (name: string, wanted: string | undefined) =>
		wanted === undefined || ownMember(tag, name) === wanted;
	return fits('executionId', executionId) && fits('workflowId', workflowId);
}

async function readAndChoose(
	api: Api,
	kind: RunKind,
	starter: Starter,
	page: Stored[],
	most: number,
): Promise<Stored[]> {
	const chosen = new Set<Stored>();
	let problem: unknown;
	const look = async (index: number) => {
		try {
			const run = await fetchRun(api, kind, page[index].id, clock.now() + CALL_TIMEOUT_MS);
			if (isBy(starter, run.metadata)) chosen.add(page[index]);
		} catch (error) {
			// It was deleted since the list was made.
			const gone = error instanceof ExtendProblem && error.details.httpCode === 404;
			if (!gone) problem ??= error;
		}
	};
	const goesOn = () => problem === undefined && chosen.size < most;
	await runPool(page.length, READS_AT_ONCE, look, goesOn);
	if (problem !== undefined) throw problem;
	return page.filter((run) => chosen.has(run));
}
