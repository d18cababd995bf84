/** The result of a parse run as a file, which is never whole in memory (invariant 4). */
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { download } from '../../../shared/files/download';
import { FILE_MESSAGES } from '../../../shared/files/messages';
import { CALL_TIMEOUT_MS, RESULT_DOWNLOAD_TIMEOUT_MS } from '../../../shared/http/timeouts';
import type { Run } from '../../../shared/http/responses';
import { getRunInfo, toNumberOrNull } from '../../../shared/output/runInfo';
import { getRunRemainder } from '../../../shared/output/shape/runDetails';
import { PARSE_RUN_BY_URL } from '../../../shared/runs/kinds';
import { fetchRun } from '../../../shared/runs/runRequests';
import { clock } from '../../../shared/utils/clock';
import { getOwn } from '../../../shared/utils/objects';
import type { ExecutionContext } from '../executionContext';
import type { RunOrigin } from './types';

/** One item, with the result in a binary field. A run without a result, such as a failed one, has no file. */
export async function toParseFileItem(
	execution: ExecutionContext,
	run: Run,
	origin: RunOrigin,
	field: string,
): Promise<INodeExecutionData> {
	const rest = getRunRemainder(run, { mode: 'fields' });
	const item: INodeExecutionData = {
		json: {
			pageCount: toNumberOrNull(getOwn(getOwn(run, 'metrics'), 'pageCount')),
			_extend: { ...getRunInfo(run, origin), run: rest },
		},
	};
	const file = await createResultFile(execution, run, origin);
	return file ? { ...item, binary: { [field]: file } } : item;
}

async function createResultFile(
	{ context, api }: ExecutionContext,
	run: Run,
	origin: RunOrigin,
): Promise<IBinaryData | undefined> {
	const name = String(getOwn(run.file, 'name') ?? origin.fileName).replace(/\.[^.]*$/, '');
	const fileName = `${name || 'document'}.json`;
	if (typeof run.outputUrl === 'string' && run.outputUrl !== '') {
		return await download(context, api, {
			// The first URL came with the run; it may have expired since.
			readSource: async (attempt) => {
				const deadline = clock.now() + CALL_TIMEOUT_MS;
				const { outputUrl } =
					attempt === 1 ? run : await fetchRun(api, PARSE_RUN_BY_URL, run.id, deadline);
				return { url: outputUrl, fileName };
			},
			toMessage: (_name, reason) => FILE_MESSAGES.resultFailed({ runId: run.id, reason }),
			deadline: clock.now() + RESULT_DOWNLOAD_TIMEOUT_MS,
			details: { runId: run.id },
		});
	}
	// A server that does not know the query sends the output itself.
	if (run.output === undefined || run.output === null) return undefined;
	const bytes = Buffer.from(JSON.stringify(run.output));
	return await context.helpers.prepareBinaryData(bytes, fileName, 'application/json');
}
