/** The items of a parse run for Document > Parse. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../../shared/http/responses';
import { getOwn, toRecords } from '../../../shared/utils/objects';
import { getRunInfo } from '../../../shared/output/runInfo';
import { getBlockData, getChunkData, readPageData } from '../../../shared/output/pageData';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { getRunRemainder } from '../../../shared/output/shape/runDetails';
import { getChunks, getDocumentText, simplifyRun } from '../../../shared/output/simplifyRun';
import type { ParseOutput } from '../../parameters/output/parseOutput';
import type { ExecutionContext } from '../executionContext';
import { toParseFileItem } from './parseFile';
import type { RunOrigin } from './types';

/** The first item has the text as a file when the output asks for it. */
export async function toParseItems(
	execution: ExecutionContext,
	run: Run,
	origin: RunOrigin,
	{ mode, fileField, resultField }: ParseOutput,
): Promise<INodeExecutionData[]> {
	const { context } = execution;
	if (mode === 'file') return [await toParseFileItem(execution, run, origin, resultField)];
	const [first, ...others] = toJsonItems(run, origin, mode).map((json) => ({ json }));
	if (!first) return [];
	if (fileField === undefined) return [first, ...others];
	const binary = { [fileField]: await createTextFile(context, run, origin) };
	return [{ ...first, binary }, ...others];
}

function toJsonItems(
	run: Run,
	origin: RunOrigin,
	mode: Exclude<ParseOutput['mode'], 'file'>,
): IDataObject[] {
	if (mode === 'run') return [stripPresignedUrls(run)];
	if (mode === 'text') return [simplifyRun(run, origin)];
	const info = getRunInfo(run, origin);
	// Chunks are few; for thousands of blocks the run would be most of the output.
	const rest = { run: getRunRemainder(run, { mode: 'fields' }) };
	const pageData = readPageData(run);
	const pieces = getChunks(run).flatMap((chunk, index): IDataObject[] => {
		const chunkInfo = { ...info, chunk: index + 1 };
		if (mode === 'chunks') {
			const item = { ...omitBlocks(chunk), ...getChunkData(pageData, chunk) };
			return [{ ...item, _extend: { ...chunkInfo, ...rest } }];
		}
		return toRecords(chunk.blocks).map((block, position) => ({
			...block,
			...getBlockData(pageData, block),
			_extend: { ...chunkInfo, block: position + 1 },
		}));
	});
	// A document without text still comes out, so that it is not lost.
	return pieces.length > 0 ? pieces : [{ _extend: { ...info, chunk: null, ...rest } }];
}

/** Blocks have their own output; here they would double the text. */
function omitBlocks(chunk: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(chunk).filter(([name]) => name !== 'blocks'));
}

async function createTextFile(context: IExecuteFunctions, run: Run, { fileName }: RunOrigin) {
	const spatial = getOwn(run.config, 'target') === 'spatial';
	const name = String(getOwn(run.file, 'name') ?? fileName).replace(/\.[^.]*$/, '');
	return await context.helpers.prepareBinaryData(
		Buffer.from(getDocumentText(run)),
		`${name || 'document'}.${spatial ? 'txt' : 'md'}`,
		spatial ? 'text/plain' : 'text/markdown',
	);
}
