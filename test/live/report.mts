import { markdownTable } from 'markdown-table';
import type { Assumption } from './types.mts';
import { estimateCredits, isWithinMeans, type CheckResult, type LiveReport } from './runChecks.mts';

const SYMBOLS = { held: 'yes', 'not held': 'NO', 'not checkable': '-' } as const;

/** One line for a result. */
export function renderResult({ id, state, note }: CheckResult): string {
	return `${SYMBOLS[state].padEnd(4)}${id.padEnd(24)}${note}`.trimEnd();
}

/** What would be done, and what it costs at most. */
export function renderPlan(
	assumptions: Assumption[],
	means: { mayCreateExtractor?: boolean; webhook?: unknown },
	target: string,
): string {
	const checked = assumptions.filter((one) => isWithinMeans(one, means));
	const left = assumptions.filter((one) => !checked.includes(one)).map(({ id }) => id);
	const keeps = means.mayCreateExtractor
		? 'Everything it makes is deleted at the end, except one extractor, which the API cannot delete.'
		: 'Everything it makes is deleted at the end.';
	return [
		`${checked.length} checks against ${target}, at most about ${estimateCredits(checked)} credits.`,
		keeps,
		...(left.length > 0 ? [`Left out (--help says why): ${left.join(', ')}.`] : []),
	].join('\n');
}

export function renderSummary({ results, credits, left, kept }: LiveReport): string {
	const count = (state: string) => results.filter((one) => one.state === state).length;
	return [
		`${count('held')} held, ${count('not held')} not held, ${count('not checkable')} not checkable. ${credits} credits.`,
		...(kept.length > 0
			? [`Still in Extend, since the API cannot delete it: ${kept.join(', ')}.`]
			: []),
		...(left.length > 0 ? [`Could not be deleted: ${left.join(', ')}.`] : []),
	].join('\n');
}

const escapeCell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');

/** The table for people. */
export function renderMarkdown(report: LiveReport, target: string, date: string): string {
	const rows = report.results.map(({ id, assumption, where, state, note }) =>
		[id, assumption, where.join(', '), state, note].map(escapeCell),
	);
	return [
		`# Assumptions about Extend, ${date}`,
		'',
		`Against ${target}. ${renderSummary(report).replace(/\n/g, ' ')}`,
		'',
		markdownTable([['ID', 'Assumption', 'Where', 'Held', 'What came'], ...rows], {
			alignDelimiters: false,
		}),
		'',
	].join('\n');
}
