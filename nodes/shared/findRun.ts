import { clock } from './clock';
import { asListPage } from './contract';
import { ADOPTABLE_FOR_MS } from './register';
import type { Work } from './runs';
import type { Api } from './transport';

/** Clocks differ and requests travel: runs this much older than ours still count, in ms. */
const SLACK_MS = 60_000;
const MOST_PAGES = 20;

/**
 * Looks once through the newest runs for the one that carries our key in `metadata.n8n.key`.
 * @param sinceMs when the work was first sent, by our clock; older runs are not looked at, nor any that is
 * older than 24 hours by the server's clock
 * @returns the run's ID; `absent` when the list was read and has it not; `unknown` when it could not be read
 */
export async function findRun(
	api: Api,
	work: Pick<Work, 'kind' | 'key' | 'processorId'>,
	sinceMs: number,
	deadline: number,
): Promise<string | 'absent' | 'unknown'> {
	const query = {
		source: 'API',
		sortBy: 'createdAt',
		sortDir: 'desc',
		...(work.processorId ? { [work.kind.processorFilter]: work.processorId } : {}),
	};
	let pageCursor: string | undefined;
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const outcome = await api.page(work.kind.path, query, pageCursor, deadline);
		const page = outcome.kind === 'answered' ? asListPage(outcome.body) : undefined;
		if (!page) return 'unknown';

		const ageMs = Math.min(clock.now() - sinceMs + SLACK_MS, ADOPTABLE_FOR_MS);
		const oldest = api.serverNow() - ageMs;
		const isOld = (createdAt: unknown) => Date.parse(String(createdAt)) < oldest;
		const found = page.data.find(
			(run) => keyOf(run.metadata) === work.key && !isOld(run.createdAt),
		);
		if (found) return found.id;
		if (page.nextPageToken === undefined || page.data.some((run) => isOld(run.createdAt)))
			return 'absent';
		pageCursor = page.nextPageToken;
	}
	// More runs than we read are newer than ours may be: nobody knows.
	return 'unknown';
}

function keyOf(metadata: unknown): unknown {
	return (metadata as { n8n?: { key?: unknown } } | null | undefined)?.n8n?.key;
}
