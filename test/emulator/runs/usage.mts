import type { Extend } from 'extend-ai';
import type { StoredFile } from '../state/state.mts';

/**
 * Consumption of a run. The credits are invented. What matters is that an unparsed file is billed for its
 * parse as well.
 */
export interface UsageInput {
	run: { object: string; id: string };
	/** e.g. `extraction_performance` */
	product: string;
	creditsPerPage: number;
	files: StoredFile[];
	/** files that were parsed for this run, and that parse */
	parsedFiles?: StoredFile[];
	parseRunId?: string;
}

const createCharge = (product: string, quantity: number, credits: number) => ({
	product,
	unit: 'page',
	quantity,
	credits,
});

/** Returns the `usage` field of a run. */
export function computeUsage({
	run,
	product,
	creditsPerPage,
	files,
	parsedFiles = [],
	parseRunId,
}: UsageInput) {
	const countPages = (some: StoredFile[]) =>
		some.reduce((sum, { pageCount }) => sum + (pageCount ?? 1), 0);
	const credits = countPages(files) * creditsPerPage;
	const parse = countPages(parsedFiles);
	const runUsage = {
		object: run.object,
		id: run.id,
		credits,
		charges: [createCharge(product, countPages(files), credits)],
	};
	const parseUsage = {
		object: 'parse_run',
		id: parseRunId,
		credits: parse,
		charges: [createCharge('parse_performance', parse, parse)],
	};
	return {
		credits,
		totalCredits: credits + parse,
		breakdown: parse ? [runUsage, parseUsage] : [runUsage],
	} as Extend.RunUsage;
}
