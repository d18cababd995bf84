import { CategoryLimiter } from './categoryLimiter';
import { RoundTrip } from './roundTrip';
import type { Sender, Ticket } from './turnQueue';

/** What Extend limits apart from each other (Extend docs: rate limits). Uploads and cancellations are writes. */
export type RequestCategory = 'reads' | 'writes' | 'runs';

/** The requests of one execution in one category: how many wait, and for which limiter. */
export class LimiterQueue implements Sender {
	/** Called whenever a request of this execution waits no longer. */
	onLeave: () => void = () => undefined;
	lastTurn = 0;
	private waiting = 0;

	/** @param limiter that of all executions with the same account, once the account is known */
	constructor(public limiter: CategoryLimiter) {}

	/** How many requests of this execution wait for their slot. */
	get waitingCount(): number {
		return this.waiting;
	}

	/** A request lines up; the executions take turns. */
	enqueue(): Ticket {
		this.waiting += 1;
		return this.limiter.enqueue(this);
	}

	onTurn(): void {
		this.waiting -= 1;
		this.onLeave();
	}
}

/**
 * The queues of one node execution, by category. Their limiters are shared by the account's executions. A 429 of one
 * category holds back no other.
 */
export type RateLimiter = Readonly<Record<RequestCategory, LimiterQueue>>;

export function createRateLimiter(): RateLimiter {
	const roundTrip = new RoundTrip();
	const createQueue = () => new LimiterQueue(new CategoryLimiter(roundTrip));
	return { reads: createQueue(), writes: createQueue(), runs: createQueue() };
}
