import type { Extend } from 'extend-ai';
import { getHorizontalExtent } from '../layout/page.mts';
import { hashToFraction } from '../../state/ids.mts';
import type { Place } from './labelSearch.mts';
import { getPlaceText } from './labelSearch.mts';

type CitationMode = 'line' | 'word' | 'block';

interface CitedBox {
	left: number;
	top: number;
	right: number;
	bottom: number;
}
const roundToHundredths = (n: number) => Math.round(n * 100) / 100;

function getPlaceBox({ cell, start, end }: Place): CitedBox {
	const { left, right } = getHorizontalExtent(cell, start, end);
	return { left, right, top: cell.y, bottom: cell.y + cell.height };
}
const encloseBoxes = (boxes: CitedBox[]): CitedBox => ({
	left: Math.min(...boxes.map(({ left }) => left)),
	top: Math.min(...boxes.map(({ top }) => top)),
	right: Math.max(...boxes.map(({ right }) => right)),
	bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});
const expandToCell = ({ cell }: Place): Place => ({ cell, start: 0, end: cell.text.length });

function expandPlace(place: Place, mode: CitationMode): Place[] {
	if (mode === 'word') return [place];
	return mode === 'line'
		? [expandToCell(place)]
		: place.cell.line.cells.map((cell) => expandToCell({ ...place, cell }));
}

/**
 * Creates one citation per page. The mode `word` cites the value, `line` its cell and `block` the printed
 * line.
 */
export function createCitations(places: Place[], mode: CitationMode): Extend.Citation[] {
	const pages = [...new Set(places.map(({ cell }) => cell.page))];
	return pages.map((page) => {
		const parts = places
			.filter(({ cell }) => cell.page === page)
			.flatMap((place) => expandPlace(place, mode));
		const box = encloseBoxes(parts.map(getPlaceBox));
		const [left, right] = [Math.max(0, box.left), Math.min(page.width, box.right)].map(
			roundToHundredths,
		);
		const [top, bottom] = [Math.max(0, box.top), Math.min(page.height, box.bottom)].map(
			roundToHundredths,
		);
		return {
			fileId: page.fileId,
			page: { number: page.number, width: page.width, height: page.height },
			referenceText: parts.map(getPlaceText).join(' '),
			polygon: [
				{ x: left, y: top },
				{ x: right, y: top },
				{ x: right, y: bottom },
				{ x: left, y: bottom },
			],
		};
	});
}

export interface MetadataOptions {
	citations: boolean;
	mode: CitationMode;
	reviewAgent: boolean;
	insights: boolean;
	/** the document is an image, so nothing could be read */
	image: boolean;
}

/**
 * Creates the metadata of one path. Scores are derived from path and text, so that they are the same in every
 * run.
 */
export function createMetadataEntry(
	path: string,
	places: Place[],
	options: MetadataOptions,
	cite = true,
): Extend.ExtractOutputMetadataValue {
	const text = places.map(getPlaceText).join(' ');
	const found = places.length > 0;
	const sure = Math.round((0.9 + 0.09 * hashToFraction(`${path} ${text}`)) * 1000) / 1000;
	const [first] = places;
	return {
		ocrConfidence: options.citations ? (options.image ? 0 : found ? sure : null) : null,
		logprobsConfidence: null,
		reviewAgentScore: options.reviewAgent
			? found
				? hashToFraction(path) < 0.5
					? 4
					: 5
				: 2
			: null,
		citations: options.citations && cite ? createCitations(places, options.mode) : [],
		...(options.insights
			? {
					insights: [
						{
							type: 'reasoning',
							content: first
								? `Found on page ${first.cell.page.number}: "${text}".`
								: options.image
									? 'This stand-in has no OCR: it cannot read images.'
									: 'No label for this field was found.',
						},
					],
				}
			: {}),
	};
}
