import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { selectPages, type Document } from '../layout/documentReader.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { createPresignedUrl } from '../../server/presignedUrls.mts';
import { createBlocks, createFigure, computeWordConfidence } from './blocks.mts';
import { getWords } from './boundingBox.mts';
import { createChunks } from './chunks.mts';

/** A placeholder page for an image, whose size is not measured. */
const createBlankPage = (fileId: string): Page => ({
	fileId,
	number: 1,
	width: 612,
	height: 792,
	lines: [],
});

const createOcr = (pages: Page[]): Extend.ParseRunOutputOcr => ({
	words: pages.flatMap((page) =>
		page.lines
			.flatMap(({ cells }) => cells)
			.flatMap(getWords)
			.map(({ content, box }) => ({
				content,
				boundingBox: box,
				confidence: computeWordConfidence(content),
				pageNumber: page.number,
			})),
	),
});

function createFigures(state: State, file: StoredFile, page: Page, config: Extend.ParseConfig) {
	const { enabled = true, figureImageClippingEnabled = true } = config.blockOptions?.figures ?? {};
	if (!enabled) return [];
	return [
		createFigure(
			page,
			figureImageClippingEnabled ? createPresignedUrl(state, `files/${file.id}`) : undefined,
		),
	];
}

/** Creates the output of a parse run. */
export function createParseOutput(
	state: State,
	file: StoredFile,
	document: Document,
	config: Extend.ParseConfig,
): Extend.ParseRunOutput {
	const { pageRanges, returnOcr } = config.advancedOptions ?? {};
	const pages = document.image
		? [createBlankPage(file.id)]
		: selectPages([document], pageRanges as Extend.PageRanges | undefined);
	const blocks = document.image
		? createFigures(state, file, pages[0], config)
		: pages.flatMap((page) => createBlocks(page, config, file.type === 'CSV'));
	return {
		chunks: pages.length ? createChunks(pages, blocks, config) : [],
		...(returnOcr?.words ? { ocr: createOcr(pages) } : {}),
	};
}
