/** Executions of one account in this process share its rate limits, and so what is measured of them. */
import type { CategoryLimiter } from '../../shared/http/limits/categoryLimiter';
import type { RateLimiter, RequestCategory } from '../../shared/http/limits/rateLimiter';
import { createPollPacer, type PollPacer } from '../../shared/runs/polling';

interface AccountLimits {
	limiters: Readonly<Record<RequestCategory, CategoryLimiter>>;
	/** one for all, since it takes a part of what the limit on reads lets through */
	pollPacer: PollPacer;
	/** executions in progress; the last one removes the entry */
	executions: number;
}

const accounts = new Map<string, AccountLimits>();

/**
 * An execution begins: its requests line up with those of the others that are in progress with the account.
 * @param account `ApiClient.getAccount()`
 * @param limits of the execution, before its first request
 */
export function joinAccount(
	account: string,
	limits: RateLimiter,
): { pollPacer: PollPacer; leaveAccount: () => void } {
	const { reads, writes, runs } = limits;
	const shared = accounts.get(account) ?? {
		limiters: { reads: reads.limiter, writes: writes.limiter, runs: runs.limiter },
		pollPacer: createPollPacer(reads.limiter),
		executions: 0,
	};
	accounts.set(account, shared);
	shared.executions += 1;
	reads.limiter = shared.limiters.reads;
	writes.limiter = shared.limiters.writes;
	runs.limiter = shared.limiters.runs;
	return {
		pollPacer: shared.pollPacer,
		leaveAccount() {
			shared.executions -= 1;
			if (shared.executions === 0) accounts.delete(account);
		},
	};
}
