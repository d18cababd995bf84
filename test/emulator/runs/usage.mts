import type { Extend } from 'extend-ai';
import type { StoredFile } from '../state/state.mts';

/** What a run used up; credits are made up: what matters is that an unparsed file costs its parse as well. */
export interface Bill {
	run: { object: string; id: string };
	/** e.g. `extraction_performance` */
	product: string;
	creditsPerPage: number;
	files: StoredFile[];
	/** those of the files that had to be parsed for this run, and the parse */
	fresh?: StoredFile[];
	parseRunId?: string;
}

const charge = (product: string, quantity: number, credits: number) => ({
	product,
	unit: 'page',
	quantity,
	credits,
});

/** The `usage` of a run. */
export function bill({ run, product, creditsPerPage, files, fresh = [], parseRunId }: Bill) {
	const pages = (some: StoredFile[]) =>
		some.reduce((sum, { pageCount }) => sum + (pageCount ?? 1), 0);
	const credits = pages(files) * creditsPerPage;
	const parse = pages(fresh);
	const own = {
		object: run.object,
		id: run.id,
		credits,
		charges: [charge(product, pages(files), credits)],
	};
	const behind = {
		object: 'parse_run',
		id: parseRunId,
		credits: parse,
		charges: [charge('parse_performance', parse, parse)],
	};
	return {
		credits,
		totalCredits: credits + parse,
		breakdown: parse ? [own, behind] : [own],
	} as Extend.RunUsage;
}
