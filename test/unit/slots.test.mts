/** How requests wait for their slot, in virtual time. */
import { clock } from '../../nodes/shared/utils/clock';
import { CategoryLimiter } from '../../nodes/shared/http/limits/categoryLimiter';
import { awaitSlot } from '../../nodes/shared/http/limits/slots';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const MINUTE_MS = 60_000;
const YEAR_MS = 31_536_000_000;

/** Refused with that pause. The requests are sent one after the other as soon as they may. */
function createBlocked(pauseMs: number) {
	const limiter = new CategoryLimiter();
	const begin = clock.now();
	const refused = limiter.enqueue();
	limiter.recordSend(refused, begin);
	limiter.onRateLimited(refused, pauseMs, true, begin);
	/** Resolves with the ms from the beginning until it is sent; undefined if it is not. */
	const request = async (timeoutMs: number, idempotent = true): Promise<number | undefined> => {
		const ticket = limiter.enqueue();
		const deadline = begin + timeoutMs;
		if (!(await awaitSlot(limiter, ticket, { deadline, idempotent }, undefined))) {
			limiter.leave(ticket);
			return undefined;
		}
		limiter.recordSend(ticket, clock.now());
		return clock.now() - begin;
	};
	/** Extend takes a request in spite of the pause. */
	const accept = () => {
		const ticket = limiter.enqueue();
		limiter.recordSend(ticket, clock.now());
		limiter.onAccepted(ticket, clock.now());
	};
	return { request, accept };
}

it('a pause that ends early holds up nobody: neither those that waited for it, nor those behind them', async () => {
	const { request, accept } = createBlocked(YEAR_MS);
	const waiting = [request(10 * MINUTE_MS), request(10 * MINUTE_MS)];
	await clock.sleep(2500);
	accept();
	const sent = await Promise.all([...waiting, request(10 * MINUTE_MS)]);
	for (const ms of sent) expect(ms).toBeLessThan(3600);
});

it('a pause that fits is waited for, to the millisecond', async () => {
	const { request } = createBlocked(7300);
	expect(await request(MINUTE_MS)).toBe(7300);
});

it('a pause that does not fit: half of what is left', async () => {
	const { request } = createBlocked(YEAR_MS);
	expect(await request(MINUTE_MS)).toBe(MINUTE_MS / 2);
	// Nothing that costs money is started for a response that would come too late.
	expect(await request(MINUTE_MS / 2 + 1000, false)).toBeUndefined();
	expect(await request(MINUTE_MS / 2 + 1000)).toBe(MINUTE_MS / 2 + 500);
	expect(await request(MINUTE_MS / 4)).toBeUndefined();
});
