/** Waits until a request may be sent. */
import { clock } from '../../utils/clock';
import { fitDelay } from '../retry';
import type { CategoryLimiter } from './categoryLimiter';
import type { Ticket } from './turnQueue';

/** With less time left than this, nothing is started in spite of a rate limit: its response would come too late (ms). */
const MIN_TIME_TO_START_MS = 2000;
/**
 * Requests that wait look again this often (ms): the limits may be measured anew in the meantime, and a request that
 * is accepted ends a pause. One that slept on would hold up those behind it.
 */
const MAX_WAIT_MS = 1000;

export interface SlotRequest {
	/** by our clock, in ms */
	deadline: number;
	idempotent: boolean;
	/** when it is aborted, the request is not sent any more */
	unlessAborted?: AbortSignal;
}

/**
 * Waits for a slot of the rate limiter, in the order in which requests came. False when Stop was pressed, the request
 * is not wanted any more, or the deadline comes first. A request that cannot wait as long as Extend asked is sent while
 * there is time: the limit may be over, or hold for others only.
 */
export async function awaitSlot(
	limiter: CategoryLimiter,
	ticket: Ticket,
	{ deadline, idempotent, unlessAborted }: SlotRequest,
	signal: AbortSignal | undefined,
): Promise<boolean> {
	const isUnwanted = () => signal?.aborted === true || unlessAborted?.aborted === true;
	/** when the request is sent although Extend asked for a longer pause */
	let forcedAt = Infinity;
	while (!isUnwanted()) {
		const now = clock.now();
		const blockedMs = limiter.getBlockedMs(now);
		const left = deadline - now;
		if (blockedMs > left && forcedAt === Infinity) {
			if (left < (idempotent ? 0 : MIN_TIME_TO_START_MS)) return false;
			forcedAt = now + fitDelay(blockedMs, left);
		}
		const delayMs =
			blockedMs > 0 ? Math.min(blockedMs, forcedAt - now) : limiter.getDelayMs(ticket, now);
		if (delayMs <= 0) return true;
		const stepMs = Math.min(delayMs, MAX_WAIT_MS);
		if (stepMs > left) return false;
		await clock.sleep(stepMs, unlessAborted ?? signal);
	}
	return false;
}
