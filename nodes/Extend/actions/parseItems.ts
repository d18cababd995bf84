/** A finished parse run as items. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../shared/contract';
import { ownMember } from '../../shared/records';
import { factsOf } from '../../shared/runFacts';
import { withoutPresignedUrls } from '../../shared/runItems';
import { chunksOf, documentText, simplifyRun } from '../../shared/simplifyRun';
import type { ParseOutput } from '../fields/parseOutput';
import type { SourceInfo } from './documentWork';

/** The items of the run; the first one has the text as a file when that is asked for. */
export async function parseItems(
	context: IExecuteFunctions,
	run: Run,
	source: SourceInfo,
	{ mode, fileField }: ParseOutput,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = jsonOf(run, source, mode).map((json) => ({ json }));
	if (fileField !== undefined) {
		items[0].binary = { [fileField]: await textFile(context, run, source) };
	}
	return items;
}

function jsonOf(run: Run, source: SourceInfo, mode: ParseOutput['mode']): IDataObject[] {
	if (mode === 'run') return [withoutPresignedUrls(run)];
	if (mode === 'text') return [simplifyRun(run, source)];
	const facts = factsOf(run, source);
	const pieces = chunksOf(run).flatMap((chunk, index) => {
		const place = { ...facts, chunk: index + 1 };
		if (mode === 'chunks') return [{ ...withoutBlocks(chunk), _extend: place }];
		return blocksOf(chunk).map((block, at) => ({ ...block, _extend: { ...place, block: at + 1 } }));
	});
	// A document without text still comes out, so that it is not lost.
	return pieces.length > 0 ? pieces : [{ _extend: { ...facts, chunk: null } }];
}

function blocksOf(chunk: IDataObject): IDataObject[] {
	return Array.isArray(chunk.blocks) ? (chunk.blocks as IDataObject[]) : [];
}

/** Blocks have their own output; here they would double the text. */
function withoutBlocks(chunk: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(chunk).filter(([name]) => name !== 'blocks'));
}

async function textFile(context: IExecuteFunctions, run: Run, { fileName }: SourceInfo) {
	const spatial = ownMember(run.config, 'target') === 'spatial';
	const name = String(ownMember(run.file, 'name') ?? fileName).replace(/\.[^.]*$/, '');
	return await context.helpers.prepareBinaryData(
		Buffer.from(documentText(run)),
		`${name || 'document'}.${spatial ? 'txt' : 'md'}`,
		spatial ? 'text/plain' : 'text/markdown',
	);
}
