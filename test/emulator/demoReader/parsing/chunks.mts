import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import type { PlacedBlock } from './blocks.mts';
import { spatialOf } from './render.mts';

/** The blocks of a coming chunk and the pages it covers. */
interface Group {
	pages: Page[];
	blocks: PlacedBlock[];
}

/** Lowest and average confidence of the blocks that have words. */
function confidenceOf(blocks: PlacedBlock[]) {
	const all = blocks.map(({ block }) => block.metadata);
	const lowest = all.flatMap(({ minOcrConfidence: n }) => n ?? []);
	const average = all.flatMap(({ avgOcrConfidence: n }) => n ?? []);
	const sum = average.reduce((total, n) => total + n, 0);
	return {
		minOcrConfidence: lowest.length ? Math.min(...lowest) : null,
		avgOcrConfidence: average.length ? Math.round((sum / average.length) * 1000) / 1000 : null,
	};
}

const contentOf = ({ blocks }: Group) =>
	blocks
		.map(({ block }) => block.content)
		.filter(Boolean)
		.join('\n\n');

function sections(pages: Page[], blocks: PlacedBlock[]): Group[] {
	const groups: Group[] = [];
	for (const placed of blocks) {
		const last = groups[groups.length - 1];
		if (!last || /heading$/.test(placed.block.type))
			groups.push({ pages: [placed.page], blocks: [placed] });
		else {
			last.blocks.push(placed);
			if (!last.pages.includes(placed.page)) last.pages.push(placed.page);
		}
	}
	return groups.length ? groups : [{ pages, blocks }];
}

const byPage = (pages: Page[], blocks: PlacedBlock[]): Group[] =>
	pages.map((page) => ({ pages: [page], blocks: blocks.filter((one) => one.page === page) }));

const joined = (a: Group, b: Group): Group => ({
	pages: [...new Set([...a.pages, ...b.pages])],
	blocks: [...a.blocks, ...b.blocks],
});

/** Groups of at least so many characters, where enough follow. */
function grown(groups: Group[], least: number): Group[] {
	const result: Group[] = [];
	for (const group of groups) {
		const last = result[result.length - 1];
		if (last && contentOf(last).length < least) result[result.length - 1] = joined(last, group);
		else result.push(group);
	}
	return result;
}

/** Groups of at most so many characters; only a block that is longer by itself exceeds them. */
function cut(groups: Group[], most: number): Group[] {
	return groups.flatMap((group) => {
		if (contentOf(group).length <= most) return [group];
		const parts: Group[] = [];
		for (const placed of group.blocks) {
			const one = { pages: [placed.page], blocks: [placed] };
			const last = parts[parts.length - 1];
			const both = last && joined(last, one);
			if (both && contentOf(both).length <= most) parts[parts.length - 1] = both;
			else parts.push(one);
		}
		return parts;
	});
}

/** The chunks of a document by the strategy that the config names (default: one per page). */
export function chunksOf(
	pages: Page[],
	blocks: PlacedBlock[],
	{ chunkingStrategy = {}, target }: Extend.ParseConfig,
): Extend.Chunk[] {
	const { type = 'page', options = {} } = chunkingStrategy;
	const make: Record<string, () => Group[]> = {
		document: () => [{ pages, blocks }],
		section: () => sections(pages, blocks),
	};
	let groups = (make[type] ?? (() => byPage(pages, blocks)))();
	if (options.minCharacters) groups = grown(groups, options.minCharacters);
	if (options.maxCharacters) groups = cut(groups, options.maxCharacters);
	return groups.map((group) => {
		const numbers = group.pages.map(({ number }) => number);
		const content =
			target === 'spatial'
				? group.pages.map((page) => spatialOf(page, page)).join('\n\n')
				: contentOf(group);
		return {
			object: 'chunk',
			type,
			content,
			metadata: {
				pageRange: { start: Math.min(...numbers), end: Math.max(...numbers) },
				...confidenceOf(group.blocks),
			},
			blocks: group.blocks.map(({ block }) => block),
		};
	});
}
