/** The rate limiter of one category, step by step. Against servers: test/properties/rate-limiter.test.mts. */
import { CategoryLimiter } from '../../nodes/shared/http/limits/categoryLimiter';
import { joinAccount } from '../../nodes/Extend/execution/accountLimits';
import { createRateLimiter, type RateLimiter } from '../../nodes/shared/http/limits/rateLimiter';
import type { Ticket } from '../../nodes/shared/http/limits/turnQueue';

const START = 1_000_000;
const send = (limiter: CategoryLimiter, at: number): Ticket => {
	const ticket = limiter.enqueue();
	limiter.recordSend(ticket, at);
	return ticket;
};
/** When the next requests go out, if each is sent as soon as it may. */
const getSlots = (limiter: CategoryLimiter, from: number, count: number): number[] => {
	let now = from;
	return Array.from({ length: count }, () => {
		const ticket = limiter.enqueue();
		now += limiter.getDelayMs(ticket, now);
		limiter.recordSend(ticket, now);
		return now;
	});
};
/** One whose responses take so many ms. */
const createLimiter = (roundTripMs = 5) => {
	const limiter = new CategoryLimiter();
	limiter.roundTrip.observe(roundTripMs);
	return limiter;
};
/** So many accepted in the same instant, and one refused. */
const measure = (accepted: number, retryAfterMs: number) => {
	const limiter = createLimiter();
	for (let n = 0; n < accepted; n++) send(limiter, START);
	limiter.onRateLimited(send(limiter, START), retryAfterMs, true, START);
	return limiter;
};

it.each([
	[5, 2],
	[60, 10],
	[300, 50],
])('responses take %s ms: a few go out at once, the others %s ms apart', (roundTripMs, paceMs) => {
	const slots = getSlots(createLimiter(roundTripMs), START, 12).map((slot) => slot - START);
	expect(slots.slice(0, 4)).toEqual([0, 0, 0, 0]);
	expect(slots[11]).toBe(2 * 4 * paceMs);
});

it('the shortest response counts; before the first it is a guess', () => {
	const limiter = new CategoryLimiter();
	const getPace = () => getSlots(limiter, START, 5)[4] - START;
	expect(limiter.roundTrip.ms).toBe(100);
	for (const ms of [3000, 180, 900]) limiter.roundTrip.observe(ms);
	expect(limiter.roundTrip.ms).toBe(180);
	expect(getPace()).toBe(4 * 30);
});

it('nothing goes out before the pause is over', () => {
	const limiter = measure(0, 5000);
	expect(limiter.getBlockedMs(START)).toBe(5000);
	expect(getSlots(limiter, START, 1)).toEqual([START + 5000]);
});

it('what Extend takes during a pause ends it; what was sent before the 429 does not', () => {
	const limiter = new CategoryLimiter();
	const before = send(limiter, START);
	limiter.onRateLimited(send(limiter, START), 60_000, true, START + 1);
	limiter.onAccepted(before, START + 10);
	expect(limiter.getBlockedMs(START + 10)).toBe(59_991);
	limiter.onAccepted(send(limiter, START + 10), START + 20);
	expect(limiter.getBlockedMs(START + 20)).toBe(0);
});

it('a pause that ends early leaves no limit behind that was measured by it', () => {
	const limiter = measure(8, 60_000);
	expect(limiter.perSecond).toBeLessThan(0.2);
	limiter.onAccepted(send(limiter, START + 10_000), START + 10_010);
	expect(limiter.perSecond).toBeUndefined();
	expect(getSlots(limiter, START + 11_000, 4).at(-1)).toBeLessThan(START + 11_100);
});

it('a limit per second: as many as were accepted, evenly', () => {
	const [first, second, third] = getSlots(measure(10, 1000), START, 3);
	expect(first).toBe(START + 1000);
	expect(second - first).toBeCloseTo(102);
	expect(third - second).toBeCloseTo(102);
});

it('a limit per minute: as many as were accepted, and no more until the window has room', () => {
	const slots = getSlots(measure(80, 60_000), START, 81);
	expect(slots[79] - START).toBeLessThan(62_000);
	expect(slots[80] - slots[0]).toBeGreaterThanOrEqual(60_000);
});

it('both at once: neither is forgotten for the other', () => {
	const limiter = measure(10, 1000);
	const slots = getSlots(limiter, START, 60);
	const last = slots.at(-1)!;
	limiter.onRateLimited(send(limiter, last), 60_000 - (last - START), true, last);
	const [first, second] = getSlots(limiter, last, 2);
	expect(first).toBeGreaterThanOrEqual(START + 60_000);
	expect(second - first).toBeCloseTo(102);
	const rest = getSlots(limiter, second, 90);
	// By the second alone it would be nine seconds. Each raise lets through the double.
	expect(rest[80] - first).toBeGreaterThanOrEqual(30_000);
});

it('a short pause right after a long one is of the same window, which slides: no limit per second', () => {
	const limiter = measure(80, 60_000);
	const resumed = START + 60_000;
	send(limiter, resumed);
	limiter.onRateLimited(send(limiter, resumed), 1000, true, resumed);
	const slots = getSlots(limiter, resumed, 4);
	// One a second, which was the one that had room, would be three seconds.
	expect(slots[3] - slots[0]).toBeLessThan(500);
});

it('a short pause some time after a long one is of a limit per second', () => {
	const limiter = measure(2, 5000);
	const later = START + 10_000;
	send(limiter, later);
	limiter.onRateLimited(send(limiter, later), 1000, true, later);
	const [first, second] = getSlots(limiter, later, 2);
	expect(second - first).toBeGreaterThan(1000);
});

it('without Retry-After the pause doubles as long as the refusals go on', () => {
	const limiter = new CategoryLimiter();
	const pauses: number[] = [];
	let now = START;
	send(limiter, now);
	for (let n = 0; n < 5; n++) {
		limiter.onRateLimited(send(limiter, now), 500, false, now);
		pauses.push(limiter.getBlockedMs(now));
		now += pauses[n];
	}
	expect(pauses).toEqual([500, 1000, 2000, 4000, 8000]);
});

it('those that wait go out in their order', () => {
	const limiter = measure(1, 1000);
	const [one, other] = [limiter.enqueue(), limiter.enqueue()];
	expect(limiter.getDelayMs(other, START + 2000)).toBeGreaterThan(0);
	expect(limiter.getDelayMs(one, START + 2000)).toBe(0);
	limiter.leave(one);
	expect(limiter.getDelayMs(other, START + 2000)).toBe(0);
});

it('executions that share a limiter take turns, and each knows how many of its own wait', () => {
	const [one, other] = [createRateLimiter().runs, createRateLimiter().runs];
	const { limiter } = one;
	other.limiter = limiter;
	let left = 0;
	other.onLeave = () => (left += 1);
	const queues = { one, other };
	const lineUp = (name: 'one' | 'other') => ({ name, ticket: queues[name].enqueue() });
	const waiting = [...Array<'one'>(4).fill('one'), ...Array<'other'>(2).fill('other')].map(lineUp);
	expect([one.waitingCount, other.waitingCount]).toEqual([4, 2]);
	const sent: string[] = [];
	const sendNext = () => {
		const next = waiting.find(({ ticket }) => limiter.getDelayMs(ticket, START + 60_000) <= 0);
		if (!next) return;
		waiting.splice(waiting.indexOf(next), 1);
		limiter.recordSend(next.ticket, START);
		sent.push(next.name);
	};
	sendNext();
	sendNext();
	sendNext();
	// One that lines up late has its turn like the others, and nobody is overtaken again and again.
	waiting.push(lineUp('other'), lineUp('other'));
	for (let n = 0; n < 5; n++) sendNext();
	expect(sent).toEqual(['one', 'other', 'one', 'other', 'one', 'other', 'one', 'other']);
	expect([one.waitingCount, other.waitingCount, left]).toEqual([0, 0, 4]);
});

it('more is tried only of a limit that holds something back, and that was used for a second', () => {
	const idle = measure(10, 1000);
	const [slot] = getSlots(idle, START + 600_000, 1);
	expect(slot).toBe(START + 600_000);
	const slots = getSlots(idle, slot, 20);
	expect(slots[1] - slots[0]).toBeCloseTo(102);
	expect(slots[19] - slots[18]).toBeCloseTo(102 / 1.102);
});

it('executions of one account share their limiters as long as one of them is in progress', () => {
	const [one, other, stranger, later] = [1, 2, 3, 4].map(createRateLimiter) as [
		RateLimiter,
		RateLimiter,
		RateLimiter,
		RateLimiter,
	];
	const joined = [joinAccount('account', one), joinAccount('account', other)];
	joinAccount('another', stranger).leaveAccount();
	expect(other.runs.limiter).toBe(one.runs.limiter);
	expect(other.reads.limiter).not.toBe(one.runs.limiter);
	expect(joined[0]?.pollPacer).toBe(joined[1]?.pollPacer);
	expect(stranger.runs.limiter).not.toBe(one.runs.limiter);
	joined[0]?.leaveAccount();
	const third = createRateLimiter();
	const { leaveAccount } = joinAccount('account', third);
	expect(third.writes.limiter).toBe(one.writes.limiter);
	joined[1]?.leaveAccount();
	leaveAccount();
	joinAccount('account', later).leaveAccount();
	expect(later.runs.limiter).not.toBe(one.runs.limiter);
});
