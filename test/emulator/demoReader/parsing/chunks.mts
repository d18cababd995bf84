import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { sha256 } from '../../state/ids.mts';
import type { PlacedBlock } from './blocks.mts';
import { renderSpatial } from './render.mts';

/** The blocks and pages of a chunk. */
interface Group {
	pages: Page[];
	blocks: PlacedBlock[];
}

/** Returns the lowest and average confidence of the blocks with words. */
function combineConfidence(blocks: PlacedBlock[]) {
	const all = blocks.map(({ block }) => block.metadata);
	const lowest = all.flatMap(({ minOcrConfidence: n }) => n ?? []);
	const average = all.flatMap(({ avgOcrConfidence: n }) => n ?? []);
	const sum = average.reduce((total, n) => total + n, 0);
	return {
		minOcrConfidence: lowest.length ? Math.min(...lowest) : null,
		avgOcrConfidence: average.length ? Math.round((sum / average.length) * 1000) / 1000 : null,
	};
}

const getContent = ({ blocks }: Group) =>
	blocks
		.map(({ block }) => block.content)
		.filter(Boolean)
		.join('\n\n');

function groupBySection(pages: Page[], blocks: PlacedBlock[]): Group[] {
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

const groupByPage = (pages: Page[], blocks: PlacedBlock[]): Group[] =>
	pages.map((page) => ({ pages: [page], blocks: blocks.filter((one) => one.page === page) }));

const mergeGroups = (a: Group, b: Group): Group => ({
	pages: [...new Set([...a.pages, ...b.pages])],
	blocks: [...a.blocks, ...b.blocks],
});

/** Merges groups below the minimum length with the following ones. */
function applyMinLength(groups: Group[], least: number): Group[] {
	const result: Group[] = [];
	for (const group of groups) {
		const last = result[result.length - 1];
		if (last && getContent(last).length < least)
			result[result.length - 1] = mergeGroups(last, group);
		else result.push(group);
	}
	return result;
}

/** Splits groups above the maximum length. A single block may still exceed it. */
function applyMaxLength(groups: Group[], most: number): Group[] {
	return groups.flatMap((group) => {
		if (getContent(group).length <= most) return [group];
		const parts: Group[] = [];
		for (const placed of group.blocks) {
			const one = { pages: [placed.page], blocks: [placed] };
			const last = parts[parts.length - 1];
			const both = last && mergeGroups(last, one);
			if (both && getContent(both).length <= most) parts[parts.length - 1] = both;
			else parts.push(one);
		}
		return parts;
	});
}

/** A chunk has an ID since 2026-07-31; the SDK does not know it yet. */
type ParsedChunk = Extend.Chunk & { id: string };

/** Creates chunks by the configured strategy (default: one per page). */
export function createChunks(
	pages: Page[],
	blocks: PlacedBlock[],
	{ chunkingStrategy = {}, target }: Extend.ParseConfig,
): ParsedChunk[] {
	const { type = 'page', options = {} } = chunkingStrategy;
	const make: Record<string, () => Group[]> = {
		document: () => [{ pages, blocks }],
		section: () => groupBySection(pages, blocks),
	};
	let groups = (make[type] ?? (() => groupByPage(pages, blocks)))();
	if (options.minCharacters) groups = applyMinLength(groups, options.minCharacters);
	if (options.maxCharacters) groups = applyMaxLength(groups, options.maxCharacters);
	return groups.map((group, i) => {
		const numbers = group.pages.map(({ number }) => number);
		const content =
			target === 'spatial'
				? group.pages.map((page) => renderSpatial(page, page)).join('\n\n')
				: getContent(group);
		return {
			object: 'chunk',
			id: `chunk_${sha256(`${pages[0].fileId} ${type} ${i}`).slice(0, 16)}`,
			type,
			content,
			metadata: {
				pageRange: { start: Math.min(...numbers), end: Math.max(...numbers) },
				...combineConfidence(group.blocks),
			},
			blocks: group.blocks.map(({ block }) => block),
		};
	});
}
