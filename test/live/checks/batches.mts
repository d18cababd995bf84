/** Batches: what their runs say about themselves. A batch of parse runs needs no saved processor. */
import type { IDataObject } from 'n8n-workflow';
import {
	EXTRACT_RUN,
	PARSE_RUN,
	toBatchKind,
	type RunKind,
} from '../../../nodes/shared/runs/kinds';
import { fetchBatchRuns } from '../../../nodes/shared/runs/runRequests';
import type { ApiObject } from '../../../nodes/shared/http/responses';
import { clock } from '../../../nodes/shared/utils/clock';
import { getOwn } from '../../../nodes/shared/utils/objects';
import type { LiveSession } from '../session.mts';
import { finishRun, INVOICE_TEXT } from '../sharedRuns.mts';
import { expectThat, notHeld, type Assumption } from '../types.mts';

const KINDS = 'nodes/shared/runs/kinds.ts';
const BATCHES = 'nodes/shared/runs/batches.ts';
const LISTED_MS = 20_000;
const LOOK_PAUSE_MS = 1000;

interface StartedBatch {
	id: string;
	/** why it could not be started */
	problem?: string;
	/** the summaries of its runs, by the filter `batchId` */
	runs: ApiObject[];
	status: string;
}

const started = new WeakMap<LiveSession, Map<RunKind, Promise<StartedBatch>>>();

/** A batch of two texts, when it is final. */
async function getBatch(session: LiveSession, kind: RunKind): Promise<StartedBatch> {
	const batches = started.get(session) ?? new Map<RunKind, Promise<StartedBatch>>();
	started.set(session, batches);
	if (!batches.has(kind)) batches.set(kind, startBatch(session, kind));
	return await batches.get(kind)!;
}

async function startBatch(session: LiveSession, kind: RunKind): Promise<StartedBatch> {
	const inputs = [0, 1].map((item) => ({
		file: { text: INVOICE_TEXT, name: session.fileName(`${kind.object}-${item}.txt`) },
		metadata: { n8n: { key: session.id, item } },
	}));
	const processor: IDataObject =
		kind === PARSE_RUN
			? { config: { engine: 'parse_light' } }
			: { extractor: { id: (await session.getExtractor()).id, version: 'draft' } };
	const body = { ...processor, inputs } as IDataObject;
	const batchKind = toBatchKind(kind);
	const answer = await session.send('POST', `${kind.path}/batch`, { body });
	if (!answer.ok) {
		return { id: '', problem: `${answer.status} ${answer.message}`, runs: [], status: '' };
	}
	const id = String(answer.body.id);
	const { status } = await finishRun(session, batchKind, id);
	const end = clock.now() + LISTED_MS;
	for (;;) {
		const runs = await fetchBatchRuns(session.api, batchKind, id, end);
		const found = Array.isArray(runs) ? runs : [];
		if (found.length === inputs.length || clock.now() > end) return { id, runs: found, status };
		await clock.sleep(LOOK_PAUSE_MS);
	}
}

async function listSources(session: LiveSession, path: string, sources: string[]) {
	const found: string[] = [];
	for (const source of sources) {
		const query = { source, fileNameContains: session.id, maxPageSize: 100 };
		const { body } = await session.send('GET', path, { query });
		const runs = (body.data ?? []) as IDataObject[];
		if (runs.some(({ metadata }) => getOwn(getOwn(metadata, 'n8n'), 'key') === session.id)) {
			found.push(source);
		}
	}
	return found;
}

export const batchChecks: Assumption[] = [
	{
		id: 'batch-metadata',
		assumption: 'The listed runs of a batch have the metadata of their documents.',
		where: [BATCHES, KINDS],
		ifWrong: 'Results of a batch cannot be paired with their documents.',
		credits: 4,
		async check(session) {
			const { runs, status, problem } = await getBatch(session, PARSE_RUN);
			if (problem) return notHeld(problem);
			const items = runs.map(({ metadata }) => getOwn(getOwn(metadata, 'n8n'), 'item'));
			const note = `${status}, positions ${items.map(String).sort().join(', ')}`;
			return expectThat(items.map(String).sort().join() === '0,1', note, note);
		},
	},
	{
		id: 'parse-batch-id',
		assumption: 'The listed runs of a batch of parse runs name their batch in `batchId`.',
		where: [KINDS],
		ifWrong: 'A lost batch of parse runs is not found, and it is not started again.',
		async check(session) {
			const { id, runs, problem } = await getBatch(session, PARSE_RUN);
			if (problem) return notHeld(problem);
			const named = runs.filter(({ batchId }) => batchId === id).length;
			return expectThat(named === 2, `${named} of ${runs.length} name it`);
		},
	},
	{
		id: 'parse-batch-source',
		assumption: 'The runs of a batch of parse runs are not listed with `source=API`.',
		where: [KINDS],
		ifWrong: 'Nothing: batches are searched among the runs of all sources.',
		async check(session) {
			const { problem } = await getBatch(session, PARSE_RUN);
			if (problem) return notHeld(problem);
			const found = await listSources(session, '/parse_runs', ['API', 'BATCH_PARSER_RUN']);
			return expectThat(!found.includes('API'), found.join(', '), found.join(', ') || 'another');
		},
	},
	{
		id: 'extract-batch-id',
		assumption: 'The listed runs of a batch of extract runs do not name their batch.',
		where: [KINDS, 'nodes/shared/runs/runRequests.ts'],
		ifWrong: 'Nothing: a lost batch is found by the key of its runs, which stands in for its ID.',
		needs: 'extractor',
		credits: 8,
		async check(session) {
			const { runs, problem } = await getBatch(session, EXTRACT_RUN);
			if (problem) return notHeld(problem);
			const named = runs.filter(({ batchId }) => Boolean(batchId)).length;
			if (runs.length !== 2) return notHeld(`${runs.length} of 2 runs are listed by the batch`);
			return expectThat(named === 0, `${named} of ${runs.length} name it`);
		},
	},
	{
		id: 'extract-batch-source',
		assumption: 'The runs of a batch of extract runs are not listed with `source=API`.',
		where: [KINDS],
		ifWrong: 'Nothing: batches are searched among the runs of all sources.',
		needs: 'extractor',
		async check(session) {
			const { problem } = await getBatch(session, EXTRACT_RUN);
			if (problem) return notHeld(problem);
			const found = await listSources(session, '/extract_runs', ['API', 'BATCH_PROCESSOR_RUN']);
			return expectThat(!found.includes('API'), found.join(', '), found.join(', ') || 'another');
		},
	},
];
