import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { readPages, type Document } from '../layout/documentReader.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { presign } from '../../server/presignedUrls.mts';
import { blocksOf, figureOf, wordConfidence } from './blocks.mts';
import { wordsIn } from './boundingBox.mts';
import { chunksOf } from './chunks.mts';

/** A page for a picture, whose size nobody has measured. */
const blankPage = (fileId: string): Page => ({
	fileId,
	number: 1,
	width: 612,
	height: 792,
	lines: [],
});

const ocrOf = (pages: Page[]): Extend.ParseRunOutputOcr => ({
	words: pages.flatMap((page) =>
		page.lines
			.flatMap(({ cells }) => cells)
			.flatMap(wordsIn)
			.map(({ content, box }) => ({
				content,
				boundingBox: box,
				confidence: wordConfidence(content),
				pageNumber: page.number,
			})),
	),
});

function figures(state: State, file: StoredFile, page: Page, config: Extend.ParseConfig) {
	const { enabled = true, figureImageClippingEnabled = true } = config.blockOptions?.figures ?? {};
	if (!enabled) return [];
	return [
		figureOf(page, figureImageClippingEnabled ? presign(state, `files/${file.id}`) : undefined),
	];
}

/** What a parse run gives for a document that was read. */
export function parseOutput(
	state: State,
	file: StoredFile,
	document: Document,
	config: Extend.ParseConfig,
): Extend.ParseRunOutput {
	const { pageRanges, returnOcr } = config.advancedOptions ?? {};
	const pages = document.image
		? [blankPage(file.id)]
		: readPages([document], pageRanges as Extend.PageRanges | undefined);
	const blocks = document.image
		? figures(state, file, pages[0], config)
		: pages.flatMap((page) => blocksOf(page, config, file.type === 'CSV'));
	return {
		chunks: pages.length ? chunksOf(pages, blocks, config) : [],
		...(returnOcr?.words ? { ocr: ocrOf(pages) } : {}),
	};
}
