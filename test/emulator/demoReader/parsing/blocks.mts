import type { Extend } from 'extend-ai';
import type { Cell, Page } from '../layout/page.mts';
import { hashToFraction, sha256 } from '../../state/ids.mts';
import { getEnclosingBox, getCellBox, getCorners, type Box } from './boundingBox.mts';
import { joinCellTexts, type Grid } from './tableGrid.mts';
import { renderMarkdown, renderSpatial } from './render.mts';
import { getCells, detectRegions, type Region } from './regions.mts';

export interface PlacedBlock {
	page: Page;
	block: Extend.Block;
}

/** Derived from the word, so that it is the same in every run. */
export const computeWordConfidence = (word: string) =>
	Math.round((0.9 + 0.09 * hashToFraction(word)) * 1000) / 1000;

/** Returns the lowest and average confidence of the words of a text; null without words. */
function summarizeConfidence(text: string) {
	const scores = (text.match(/\S+/g) ?? []).map(computeWordConfidence);
	const sum = scores.reduce((total, score) => total + score, 0);
	return {
		minOcrConfidence: scores.length ? Math.min(...scores) : null,
		avgOcrConfidence: scores.length ? Math.round((sum / scores.length) * 1000) / 1000 : null,
	};
}

const DETAILS: Record<string, object> = {
	text: { type: 'text_details' },
	heading: { type: 'text_details' },
	section_heading: { type: 'text_details' },
	key_value: { type: 'key_value_details' },
};

function createBlock(
	page: Page,
	given: { type: string; content: string; text: string; box: Box; details?: object; at: string },
): Extend.Block {
	const { type, content, box } = given;
	return {
		object: 'block',
		id: `blk_${sha256(`${page.fileId} ${page.number} ${given.at}`).slice(0, 16)}`,
		type,
		content,
		details: (given.details ?? DETAILS[type] ?? {}) as Extend.BlockDetails,
		metadata: {
			page: { number: page.number, width: page.width, height: page.height },
			...summarizeConfidence(given.text),
		},
		polygon: getCorners(box),
		boundingBox: box,
	};
}

function createCellBlocks(page: Page, grid: Grid, parent: Extend.Block): Extend.Block[] {
	return grid.flatMap((row, rowIndex) =>
		row.flatMap((place: Cell[], columnIndex) => {
			if (!place.length) return [];
			const content = joinCellTexts(place);
			const made = createBlock(page, {
				type: rowIndex === 0 ? 'table_head' : 'table_cell',
				content,
				text: content,
				box: getEnclosingBox(place.map(getCellBox)),
				details: { type: 'table_cell_details', rowIndex, columnIndex },
				at: `${parent.id} ${rowIndex} ${columnIndex}`,
			});
			return [{ ...made, parentBlockId: parent.id }];
		}),
	);
}

function createRegionBlock(page: Page, region: Region, config: Extend.ParseConfig, at: string) {
	const cells = getCells(region);
	const { grid } = region;
	const tables = config.blockOptions?.tables ?? {};
	const made = createBlock(page, {
		type: region.type,
		content:
			config.target === 'spatial'
				? renderSpatial(region, page)
				: renderMarkdown(region, tables.targetFormat === 'markdown' ? 'markdown' : 'html'),
		text: cells.map(({ text }) => text).join(' '),
		box: getEnclosingBox(cells.map(getCellBox)),
		...(grid
			? { details: { type: 'table_details', rowCount: grid.length, columnCount: grid[0].length } }
			: {}),
		at,
	});
	if (grid && tables.cellBlocksEnabled) made.children = createCellBlocks(page, grid, made);
	return made;
}

/** Creates the blocks of a page, top to bottom. `sheet`: the whole document is a table. */
export const createBlocks = (
	page: Page,
	config: Extend.ParseConfig,
	sheet: boolean,
): PlacedBlock[] =>
	detectRegions(page, sheet).map((region, i) => ({
		page,
		block: createRegionBlock(page, region, config, String(i)),
	}));

/** Represents an image as a figure that fills its page, without text. */
export const createFigure = (page: Page, imageUrl: string | undefined): PlacedBlock => ({
	page,
	block: createBlock(page, {
		type: 'figure',
		content: '',
		text: '',
		box: { left: 0, top: 0, right: page.width, bottom: page.height },
		details: { type: 'figure_details', figureType: 'other', ...(imageUrl ? { imageUrl } : {}) },
		at: 'figure',
	}),
});
