/** What a parse run has besides its chunks: the words that OCR has read, and its pages (Extend docs: parse output). */
import type { IDataObject } from 'n8n-workflow';
import { getOwn, isRecord } from '../utils/objects';

/** All of it, under the names that it has in the output. */
export function getOutputData(run: object): IDataObject {
	const output = getOwn(run, 'output');
	if (!isRecord(output)) return {};
	return Object.fromEntries(Object.entries(output).filter(([name]) => name !== 'chunks'));
}

/** Words and pages by page, so that they are looked up for thousands of blocks. */
export interface PageData {
	/** undefined: the run has no words */
	words: Map<unknown, IDataObject[]> | undefined;
	/** undefined: the run has no pages */
	pages: Map<unknown, IDataObject[]> | undefined;
}

export function readPageData(run: object): PageData {
	const output = getOwn(run, 'output');
	return {
		words: groupByPage(getOwn(getOwn(output, 'ocr'), 'words'), 'pageNumber'),
		pages: groupByPage(getOwn(getOwn(output, 'metadata'), 'pages'), 'number'),
	};
}

function groupByPage(list: unknown, pageKey: string): Map<unknown, IDataObject[]> | undefined {
	if (!Array.isArray(list)) return undefined;
	const groups = new Map<unknown, IDataObject[]>();
	for (const entry of list.filter(isRecord)) {
		const group = groups.get(entry[pageKey]);
		if (group) group.push(entry);
		else groups.set(entry[pageKey], [entry]);
	}
	return groups;
}

/** What belongs to the pages of a chunk; empty where the run has nothing of the kind. */
export function getChunkData({ words, pages }: PageData, chunk: object): IDataObject {
	const range = getOwn(getOwn(chunk, 'metadata'), 'pageRange');
	const select = (groups: Map<unknown, IDataObject[]>) =>
		[...groups].flatMap(([page, entries]) => (isWithin(page, range) ? entries : []));
	return {
		...(words ? { ocr: { words: select(words) } } : {}),
		...(pages ? { pages: select(pages) } : {}),
	};
}

/** A chunk without a range may be about any page. */
function isWithin(page: unknown, range: unknown): boolean {
	const [start, end] = [getOwn(range, 'start'), getOwn(range, 'end')];
	if (typeof start !== 'number' || typeof end !== 'number') return true;
	return typeof page === 'number' && page >= start && page <= end;
}

/** The page of a block, and the words within its bounding box. */
export function getBlockData({ words, pages }: PageData, block: object): IDataObject {
	const number = getOwn(getOwn(getOwn(block, 'metadata'), 'page'), 'number');
	const box = getOwn(block, 'boundingBox');
	const own = words?.get(number)?.filter((word) => isInside(word.boundingBox, box));
	return {
		...(words ? { ocr: { words: own ?? [] } } : {}),
		...(pages ? { pages: pages.get(number) ?? [] } : {}),
	};
}

/** Whether the middle of the word lies within the box. */
function isInside(word: unknown, box: unknown): boolean {
	const middle = (one: string, other: string) =>
		(Number(getOwn(word, one)) + Number(getOwn(word, other))) / 2;
	const [x, y] = [middle('left', 'right'), middle('top', 'bottom')];
	const edge = (name: string) => Number(getOwn(box, name));
	return x >= edge('left') && x <= edge('right') && y >= edge('top') && y <= edge('bottom');
}
