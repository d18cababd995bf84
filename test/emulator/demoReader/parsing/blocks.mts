import type { Extend } from 'extend-ai';
import type { Cell, Page } from '../layout/page.mts';
import { fraction, sha256 } from '../../state/ids.mts';
import { around, boxOf, cornersOf, type Box } from './boundingBox.mts';
import { placeText, type Grid } from './tableGrid.mts';
import { markdownOf, spatialOf } from './render.mts';
import { cellsOf, regionsOf, type Region } from './regions.mts';

/** A block and the page it is on. */
export interface PlacedBlock {
	page: Page;
	block: Extend.Block;
}

/** Confidence of a word: depends on the word only, so that it never changes between runs. */
export const wordConfidence = (word: string) =>
	Math.round((0.9 + 0.09 * fraction(word)) * 1000) / 1000;

/** Lowest and average confidence of the words of a text; null without words. */
function confidenceOf(text: string) {
	const scores = (text.match(/\S+/g) ?? []).map(wordConfidence);
	const sum = scores.reduce((total, score) => total + score, 0);
	return {
		minOcrConfidence: scores.length ? Math.min(...scores) : null,
		avgOcrConfidence: scores.length ? Math.round((sum / scores.length) * 1000) / 1000 : null,
	};
}

const details: Record<string, object> = {
	text: { type: 'text_details' },
	heading: { type: 'text_details' },
	section_heading: { type: 'text_details' },
	key_value: { type: 'key_value_details' },
};

function block(
	page: Page,
	given: { type: string; content: string; text: string; box: Box; details?: object; at: string },
): Extend.Block {
	const { type, content, box } = given;
	return {
		object: 'block',
		id: `blk_${sha256(`${page.fileId} ${page.number} ${given.at}`).slice(0, 16)}`,
		type,
		content,
		details: (given.details ?? details[type] ?? {}) as Extend.BlockDetails,
		metadata: {
			page: { number: page.number, width: page.width, height: page.height },
			...confidenceOf(given.text),
		},
		polygon: cornersOf(box),
		boundingBox: box,
	};
}

function cellBlocks(page: Page, grid: Grid, parent: Extend.Block): Extend.Block[] {
	return grid.flatMap((row, rowIndex) =>
		row.flatMap((place: Cell[], columnIndex) => {
			if (!place.length) return [];
			const content = placeText(place);
			const made = block(page, {
				type: rowIndex === 0 ? 'table_head' : 'table_cell',
				content,
				text: content,
				box: around(place.map(boxOf)),
				details: { type: 'table_cell_details', rowIndex, columnIndex },
				at: `${parent.id} ${rowIndex} ${columnIndex}`,
			});
			return [{ ...made, parentBlockId: parent.id }];
		}),
	);
}

function regionBlock(page: Page, region: Region, config: Extend.ParseConfig, at: string) {
	const cells = cellsOf(region);
	const { grid } = region;
	const tables = config.blockOptions?.tables ?? {};
	const made = block(page, {
		type: region.type,
		content:
			config.target === 'spatial'
				? spatialOf(region, page)
				: markdownOf(region, tables.targetFormat === 'markdown' ? 'markdown' : 'html'),
		text: cells.map(({ text }) => text).join(' '),
		box: around(cells.map(boxOf)),
		...(grid
			? { details: { type: 'table_details', rowCount: grid.length, columnCount: grid[0].length } }
			: {}),
		at,
	});
	if (grid && tables.cellBlocksEnabled) made.children = cellBlocks(page, grid, made);
	return made;
}

/** The blocks of a page, top to bottom. `sheet`: the document is a table as a whole. */
export const blocksOf = (page: Page, config: Extend.ParseConfig, sheet: boolean): PlacedBlock[] =>
	regionsOf(page, sheet).map((region, i) => ({
		page,
		block: regionBlock(page, region, config, String(i)),
	}));

/** A picture is one figure that fills its page; nothing in it is read. */
export const figureOf = (page: Page, imageUrl: string | undefined): PlacedBlock => ({
	page,
	block: block(page, {
		type: 'figure',
		content: '',
		text: '',
		box: { left: 0, top: 0, right: page.width, bottom: page.height },
		details: { type: 'figure_details', figureType: 'other', ...(imageUrl ? { imageUrl } : {}) },
		at: 'figure',
	}),
});
