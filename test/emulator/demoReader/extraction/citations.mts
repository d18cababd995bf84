import type { Extend } from 'extend-ai';
import { extent } from '../layout/page.mts';
import { fraction } from '../../state/ids.mts';
import type { Place } from './labelSearch.mts';
import { textOf } from './labelSearch.mts';

type Mode = 'line' | 'word' | 'block';

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}
const round = (n: number) => Math.round(n * 100) / 100;

function boxOf({ cell, start, end }: Place): Box {
	const { left, right } = extent(cell, start, end);
	return { left, right, top: cell.y, bottom: cell.y + cell.height };
}
const around = (boxes: Box[]): Box => ({
	left: Math.min(...boxes.map(({ left }) => left)),
	top: Math.min(...boxes.map(({ top }) => top)),
	right: Math.max(...boxes.map(({ right }) => right)),
	bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});
const whole = ({ cell }: Place): Place => ({ cell, start: 0, end: cell.text.length });

function widen(place: Place, mode: Mode): Place[] {
	if (mode === 'word') return [place];
	return mode === 'line'
		? [whole(place)]
		: place.cell.line.cells.map((cell) => whole({ ...place, cell }));
}

/** One citation per page that the places lie on. A `word` is the value, a `line` its cell, a `block` the printed line. */
export function citationsOf(places: Place[], mode: Mode): Extend.Citation[] {
	const pages = [...new Set(places.map(({ cell }) => cell.page))];
	return pages.map((page) => {
		const parts = places
			.filter(({ cell }) => cell.page === page)
			.flatMap((place) => widen(place, mode));
		const box = around(parts.map(boxOf));
		const [left, right] = [Math.max(0, box.left), Math.min(page.width, box.right)].map(round);
		const [top, bottom] = [Math.max(0, box.top), Math.min(page.height, box.bottom)].map(round);
		return {
			fileId: page.fileId,
			page: { number: page.number, width: page.width, height: page.height },
			referenceText: parts.map(textOf).join(' '),
			polygon: [
				{ x: left, y: top },
				{ x: right, y: top },
				{ x: right, y: bottom },
				{ x: left, y: bottom },
			],
		};
	});
}

export interface EntryOptions {
	citations: boolean;
	mode: Mode;
	reviewAgent: boolean;
	insights: boolean;
	/** the document is a picture and nothing could be read */
	image: boolean;
}

/** The metadata of one path. Scores depend on path and text only, so that they never change between runs. */
export function entryOf(
	path: string,
	places: Place[],
	options: EntryOptions,
	cite = true,
): Extend.ExtractOutputMetadataValue {
	const text = places.map(textOf).join(' ');
	const found = places.length > 0;
	const sure = Math.round((0.9 + 0.09 * fraction(`${path} ${text}`)) * 1000) / 1000;
	const [first] = places;
	return {
		ocrConfidence: options.citations ? (options.image ? 0 : found ? sure : null) : null,
		logprobsConfidence: null,
		reviewAgentScore: options.reviewAgent ? (found ? (fraction(path) < 0.5 ? 4 : 5) : 2) : null,
		citations: options.citations && cite ? citationsOf(places, options.mode) : [],
		...(options.insights
			? {
					insights: [
						{
							type: 'reasoning',
							content: first
								? `Found on page ${first.cell.page.number}: "${text}".`
								: 'No label for this field was found.',
						},
					],
				}
			: {}),
	};
}
