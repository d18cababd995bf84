/** The rate limiter against servers with all kinds of limits, in virtual time. */
import fc from 'fast-check';
import { mean, quantile } from 'simple-statistics';
import { testProperty } from './property.mts';
import type { ServerLimit } from './limits/limitedServer.mts';
import { simulate, type SimulatedClient } from './limits/simulation.mts';

const HOUR_MS = 3_600_000;
const kind = fc.constantFrom<ServerLimit['kind']>('sliding', 'fixed', 'bucket');

/** Per second or per minute, or of a window that nobody announced. */
const limit: fc.Arbitrary<ServerLimit> = fc.record({
	count: fc.integer({ min: 1, max: 40 }),
	windowMs: fc.oneof(fc.constantFrom(1000, 60_000), fc.integer({ min: 500, max: 90_000 })),
	kind,
});
const limits = fc.array(limit, { maxLength: 2 });
const client: fc.Arbitrary<SimulatedClient> = fc.record({
	requests: fc.integer({ min: 1, max: 40 }),
	parallel: fc.integer({ min: 1, max: 40 }),
	startAt: fc.integer({ min: 0, max: 20_000 }),
	runMs: fc.integer({ min: 0, max: 20_000 }),
	isSync: fc.boolean(),
});
/** Numbers from 0 to below 1. */
const createRandom = (seed: number) => {
	let state = seed;
	return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
};

const simulated = fc.record({
	limits,
	retryAfter: fc.constantFrom('seconds' as const, 'none' as const),
	roundTripMs: fc.constantFrom({ least: 1, most: 5 }, { least: 100, most: 400 }),
	clients: fc.array(client, { minLength: 1, maxLength: 3 }),
	changes: fc.array(fc.record({ at: fc.integer({ min: 0, max: 60_000 }), limits }), {
		maxLength: 2,
	}),
	jumps: fc.array(
		fc.record({
			at: fc.integer({ min: 0, max: 60_000 }),
			byMs: fc.integer({ min: 1, max: 10 * 60_000 }),
		}),
		{ maxLength: 2 },
	),
	seed: fc.nat(),
});

testProperty(
	'whatever the limits are, and however they and the clock change: every request is accepted once, and none is sent during a pause',
	simulated,
	({ seed, ...given }) => {
		const random = createRandom(seed);
		const result = simulate({ ...given, random, untilMs: 24 * HOUR_MS });
		expect(result.accepted).toEqual(given.clients.map(({ requests }) => requests));
		expect(Math.max(...result.endsAt)).toBeLessThan(24 * HOUR_MS);
		expect(result.sentWhileBlocked).toBe(0);
	},
);

testProperty(
	'a flood of 429 responses ends: not many more requests are refused than were on their way',
	fc.record({ client, limit, seed: fc.nat() }),
	({ client: one, limit: only, seed }) => {
		const result = simulate({
			limits: [only],
			retryAfter: 'seconds',
			roundTripMs: { least: 1, most: 5 },
			clients: [one],
			random: createRandom(seed),
			untilMs: 24 * HOUR_MS,
		});
		expect(result.refused).toBeLessThanOrEqual(3 * one.requests + 10);
	},
);

/** Documents of twelve seconds on the plans of Extend (docs: rate limits). */
const PLANS: Array<[plan: string, perSecond: number, perMinute: number, documents: number]> = [
	['Pay as you go', 10, 80, 300],
	['Scale', 25, 120, 300],
	['Enterprise', 75, 300, 1000],
];
const createClient = (
	requests: number,
	startAt = 0,
	runMs = 12_000,
	uploadMs = 0,
): SimulatedClient => ({ requests, parallel: 100, startAt, runMs, isSync: true, uploadMs });

/** Between n8n and Extend: the same data center, or another continent. */
const NEAR = { least: 2, most: 6 };
const FAR = { least: 60, most: 140 };

describe.each(['sliding', 'fixed'] as const)('%s windows', (windows) => {
	const getLimits = (perSecond: number, perMinute: number): ServerLimit[] => [
		{ count: perSecond, windowMs: 1000, kind: windows },
		{ count: perMinute, windowMs: 60_000, kind: windows },
	];
	const simulatePlan = (
		limitsOfPlan: ServerLimit[],
		clients: SimulatedClient[],
		roundTripMs = NEAR,
	) =>
		simulate({
			limits: limitsOfPlan,
			retryAfter: 'seconds',
			roundTripMs,
			clients,
			random: createRandom(1),
			untilMs: HOUR_MS,
		});

	describe.each([
		{ way: 'near', roundTripMs: NEAR, uploadMs: 0, mostRefused: 0.1 },
		// Two processes far away each send a few before they read their first 429.
		{ way: 'far', roundTripMs: FAR, uploadMs: 0, mostRefused: 0.15 },
		// Spread over the minute, so that the window is never empty, and each raise is refused soon.
		{ way: 'far, with slow uploads', roundTripMs: FAR, uploadMs: 2500, mostRefused: 0.15 },
	])('$way', ({ roundTripMs, uploadMs, mostRefused }) => {
		/** What the plan allows, or four uploads at a time in each process (ms). */
		const getLeastMs = (perMinute: number, documents: number, processes: number) =>
			Math.max((documents / perMinute) * 60_000, (documents * uploadMs) / 4 / processes);

		it.each(PLANS)(
			'%s: 90 %% of what the plan allows',
			(_plan, perSecond, perMinute, documents) => {
				const { endsAt, refused, sent } = simulatePlan(
					getLimits(perSecond, perMinute),
					[createClient(documents, 0, 12_000, uploadMs)],
					roundTripMs,
				);
				expect(getLeastMs(perMinute, documents, 1) / endsAt[0]).toBeGreaterThanOrEqual(0.9);
				expect(refused / sent).toBeLessThan(0.1);
			},
		);

		it.each(PLANS)(
			'%s, two processes that do not know of each other: together 85 %%',
			(_plan, perSecond, perMinute, documents) => {
				const half = documents / 2;
				const leastMs = getLeastMs(perMinute, documents, 2);
				const results = [0, 300, 900, 2500, 6000, 15_000].map((startAt) =>
					simulatePlan(
						getLimits(perSecond, perMinute),
						[
							createClient(half, 0, 12_000, uploadMs),
							createClient(half, startAt, 12_000, uploadMs),
						],
						roundTripMs,
					),
				);
				for (const { endsAt } of results) {
					expect(leastMs / Math.max(...endsAt)).toBeGreaterThanOrEqual(0.85);
				}
				const refused = results.map((one) => one.refused / one.sent);
				expect(mean(refused)).toBeLessThan(mostRefused);
			},
		);
	});

	it.each(PLANS)(
		'%s ten times as fast, two processes: together 85 %%, and 75 %% but for one time in twenty',
		(_plan, perSecond, perMinute, documents) => {
			const uses = Array.from({ length: 100 }, (_, seed) => {
				const random = createRandom(seed * 7919);
				const least = 3 + 40 * random();
				const { endsAt } = simulate({
					limits: [
						{ count: 10 * perSecond, windowMs: 1000, kind: windows },
						{ count: perMinute, windowMs: 6000, kind: windows },
					],
					retryAfter: 'seconds',
					roundTripMs: { least, most: least * (2 + 4 * random()) },
					clients: [0, 1500 * random()].map((startAt) =>
						createClient(documents / 2, startAt, 1200, 10 + 60 * random()),
					),
					random,
					untilMs: HOUR_MS,
				});
				return ((documents / perMinute) * 6000) / Math.max(...endsAt);
			});
			expect(mean(uses)).toBeGreaterThanOrEqual(0.85);
			expect(quantile(uses, 0.05)).toBeGreaterThanOrEqual(0.75);
		},
	);

	it('a limit per second alone: 90 %', () => {
		const { endsAt, refused, sent } = simulatePlan(
			[{ count: 10, windowMs: 1000, kind: windows }],
			[createClient(600, 0, 1000)],
		);
		expect(60_000 / (endsAt[0] - 1000)).toBeGreaterThanOrEqual(0.9);
		expect(refused / sent).toBeLessThan(0.1);
	});

	it('two that do not know of each other: neither starves', () => {
		const result = simulatePlan(
			[{ count: 10, windowMs: 1000, kind: windows }],
			[createClient(300, 0, 1000), createClient(300, 3000, 1000)],
		);
		const [one, other] = result.endsAt;
		expect(Math.min(one, other) / Math.max(one, other)).toBeGreaterThan(0.4);
		expect(60_000 / (Math.max(one, other) - 1000)).toBeGreaterThanOrEqual(0.75);
	});

	it('a limit that is raised in between is noticed', () => {
		const raised = simulate({
			limits: [{ count: 5, windowMs: 1000, kind: windows }],
			changes: [{ at: 20_000, limits: [{ count: 50, windowMs: 1000, kind: windows }] }],
			retryAfter: 'seconds',
			roundTripMs: { least: 2, most: 6 },
			clients: [createClient(1500, 0, 500)],
			random: createRandom(1),
			untilMs: HOUR_MS,
		});
		// 100 in the first 20 s, the others with 50 a second: 48 s; with 5 a second it would be 300 s.
		expect(raised.endsAt[0]).toBeLessThan(120_000);
	});
});
