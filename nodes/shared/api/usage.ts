import { getOwn } from '../utils/objects';

/**
 * What a run cost, in credits; null when it does not say, as runs of old billing plans. `usage.totalCredits` counts
 * what the run started as well (Extend docs: usage). Read as a number also when it comes as text.
 */
export function getCredits(run: object): number | null {
	const usage = getOwn(run, 'usage');
	for (const value of [getOwn(usage, 'totalCredits'), getOwn(usage, 'credits')]) {
		const credits = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		if (typeof credits === 'number' && Number.isFinite(credits)) return credits;
	}
	return null;
}
