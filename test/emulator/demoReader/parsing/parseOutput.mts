import path from 'node:path';
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

const MIME_TYPES: Record<string, string> = {
	PDF: 'application/pdf',
	CSV: 'text/csv',
	TXT: 'text/plain',
	HTML: 'text/html',
	XML: 'application/xml',
	DOCX: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	EXCEL: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const IMAGE_ALIASES: Record<string, string> = { jpg: 'jpeg', tif: 'tiff' };

function getMimeType(name: string, type: string | null): string {
	if (type !== 'IMG') return MIME_TYPES[type ?? ''] ?? 'application/octet-stream';
	const extension = path.extname(name).slice(1).toLowerCase();
	return `image/${IMAGE_ALIASES[extension] ?? extension}`;
}

/** Metadata of parse outputs since 2026-07-31. The SDK does not know it yet. */
interface ParseOutputMetadata {
	originalMimeType: string;
	finalMimeType: string;
	/** null for images */
	pages: Array<{
		number: number;
		/** degrees; null without rotation detection */
		rotationApplied: number | null;
		originalPageWidth: number;
		originalPageHeight: number;
		dpi: number;
	}> | null;
}

function createMetadata(
	file: StoredFile,
	document: Document,
	pages: Page[],
	config: Extend.ParseConfig,
): ParseOutputMetadata {
	const { name, type } = file.convertedFrom ?? file;
	const rotationApplied = config.advancedOptions?.pageRotationEnabled === false ? null : 0;
	return {
		originalMimeType: getMimeType(name, type),
		finalMimeType: getMimeType(file.name, file.type),
		pages: document.image
			? null
			: pages.map(({ number, width, height }) => ({
					number,
					rotationApplied,
					originalPageWidth: width,
					originalPageHeight: height,
					// All coordinates are points.
					dpi: 72,
				})),
	};
}

/** Creates the output of a parse run. */
export function createParseOutput(
	state: State,
	file: StoredFile,
	document: Document,
	config: Extend.ParseConfig,
): Extend.ParseRunOutput & { metadata: ParseOutputMetadata } {
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
		metadata: createMetadata(file, document, pages, config),
	};
}
