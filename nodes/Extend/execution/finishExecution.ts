/** What is done once all jobs are done: deletions and hints. */
import { deletions as deleted } from '../../shared/api/creations';
import { formatCredits, getCostHint } from '../../shared/errors/hints';
import { isNotFound } from '../../shared/http/outcome';
import { DELETE_TIMEOUT_MS } from '../../shared/http/timeouts';
import { clock } from '../../shared/utils/clock';
import { runPool } from '../../shared/utils/async/concurrency';
import { encodePathPart } from '../../shared/utils/urlPath';
import type { ExecutionContext } from './executionContext';

const MAX_PARALLEL_DELETIONS = 5;

/**
 * Deletes what the options say, unless an item failed: n8n's Retry On Fail then executes the node again and needs
 * the runs of the other items. A failed deletion only gives a hint, since the results are there.
 */
export async function runDeletions(execution: ExecutionContext, hasFailed: boolean): Promise<void> {
	const { api, deletions, hints } = execution;
	if (hasFailed) {
		if (deletions.length > 0) hints.add('deletionsSkipped');
		return;
	}
	await runPool(deletions, MAX_PARALLEL_DELETIONS, async ({ path: folder, id }) => {
		const path = `${folder}/${encodePathPart(id)}`;
		deleted.set(path, true);
		const outcome = await api.send({
			method: 'DELETE',
			path,
			idempotent: true,
			deadline: clock.now() + DELETE_TIMEOUT_MS,
		});
		if (outcome.kind !== 'succeeded' && !isNotFound(outcome)) hints.add('notDeleted', id);
	});
}

/** Shows all hints of the execution in the editor, the cost last. */
export function showHints({
	context,
	api,
	hints,
	showsCost,
	billedDocuments,
	budget: { credits, overrun },
}: ExecutionContext): void {
	if (overrun > 0) hints.add('creditsOverrun', formatCredits(overrun));
	for (let n = 0; n < api.stats.rateLimited; n++) hints.add('rateLimited');
	for (let n = 0; n < api.stats.repeated; n++) hints.add('repeated');
	// Missing on n8n versions before hints, and in some contexts.
	if (typeof context.addExecutionHints !== 'function') return;
	const cost = showsCost ? getCostHint(billedDocuments, credits) : undefined;
	for (const message of [...hints.toMessages(), ...(cost ? [cost] : [])]) {
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}
