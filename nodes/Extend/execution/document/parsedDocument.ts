/** A finished parse run as items. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../../shared/http/responses';
import { getOwn } from '../../../shared/utils/objects';
import { getRunInfo } from '../../../shared/output/runInfo';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { getChunks, getDocumentText, simplifyRun } from '../../../shared/output/simplifyRun';
import type { ParseOutput } from '../../parameters/output/parseOutput';
import type { RunOrigin } from './types';

/** The items of the run; the first one has the text as a file when that is asked for. */
export async function parseRunToItems(
	context: IExecuteFunctions,
	run: Run,
	source: RunOrigin,
	{ mode, fileField }: ParseOutput,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = toJsonItems(run, source, mode).map((json) => ({ json }));
	if (fileField !== undefined) {
		items[0].binary = { [fileField]: await createTextFile(context, run, source) };
	}
	return items;
}

function toJsonItems(run: Run, source: RunOrigin, mode: ParseOutput['mode']): IDataObject[] {
	if (mode === 'run') return [stripPresignedUrls(run)];
	if (mode === 'text') return [simplifyRun(run, source)];
	const facts = getRunInfo(run, source);
	const pieces = getChunks(run).flatMap((chunk, index) => {
		const place = { ...facts, chunk: index + 1 };
		if (mode === 'chunks') return [{ ...omitBlocks(chunk), _extend: place }];
		return getBlocks(chunk).map((block, at) => ({
			...block,
			_extend: { ...place, block: at + 1 },
		}));
	});
	// A document without text still comes out, so that it is not lost.
	return pieces.length > 0 ? pieces : [{ _extend: { ...facts, chunk: null } }];
}

function getBlocks(chunk: IDataObject): IDataObject[] {
	return Array.isArray(chunk.blocks) ? (chunk.blocks as IDataObject[]) : [];
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
