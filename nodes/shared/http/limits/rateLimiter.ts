import { CategoryLimiter } from './categoryLimiter';

/** What Extend limits apart from each other (Extend docs: rate limits). Uploads and cancellations are writes. */
export type RequestCategory = 'reads' | 'writes' | 'runs';

/** The speed of all requests of one node execution, for each category by itself: a 429 of one holds back no other. */
export type RateLimiter = Readonly<Record<RequestCategory, CategoryLimiter>>;

export function createRateLimiter(): RateLimiter {
	return {
		reads: new CategoryLimiter(),
		writes: new CategoryLimiter(),
		runs: new CategoryLimiter(),
	};
}
