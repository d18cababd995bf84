/**
 * Events that are duplicated, reordered, late, replayed or forged: every genuine event starts the workflow
 * exactly once.
 */
import type { IDataObject } from 'n8n-workflow';
import { useEmulator } from '../support/fixtures.mts';
import { loadFreshTrigger } from '../support/freshTrigger.mts';
import { TriggerHost, type PostOptions } from '../support/triggerHost.mts';
import { pickOne, createRandom, CHAOS_SEED, type RandomSource } from './seededRandom.mts';

const emulator = useEmulator();
const SECRET = ['wss', 'of', 'the', 'campaign'].join('_');
const SEQUENCES = 60;
const EVENTS = 8;
/** Extend's signatures are valid for five minutes. */
const WINDOW_S = 300;

/** A webhook request to n8n. */
interface Call {
	event: IDataObject;
	kind: string;
	posted: PostOptions;
	genuine: boolean;
}

const now = () => Math.floor(Date.now() / 1000);
const createEvent = (id: string): IDataObject => ({
	eventId: id,
	eventType: 'extract_run.processed',
	payload: { object: 'extract_run', id: `exr_${id}`, status: 'PROCESSED' },
});

const FORGERIES: Array<[kind: string, posted: () => PostOptions]> = [
	['another secret', () => ({ secret: `${SECRET}_` })],
	['a changed body', () => ({ tamper: (body) => body.replace('PROCESSED', 'FAILED') })],
	['a new event in an old body', () => ({ tamper: (body) => body.replace(/evt_/, 'evt_f') })],
	['no signature', () => ({ headers: { 'x-extend-request-signature': undefined } })],
	['an empty signature', () => ({ headers: { 'x-extend-request-signature': '' } })],
	['no time', () => ({ headers: { 'x-extend-request-timestamp': undefined } })],
	['another time', () => ({ headers: { 'x-extend-request-timestamp': String(now() - 1) } })],
	['a time that is none', () => ({ timestamp: 'soon' })],
	['a replay after its time', () => ({ timestamp: now() - WINDOW_S - 30 })],
	['a time to come', () => ({ timestamp: now() + WINDOW_S + 30 })],
];

/** Creates requests in order of arrival. */
function createCalls(random: RandomSource, sequence: number): Call[] {
	const calls: Call[] = [];
	for (let n = 0; n < EVENTS; n++) {
		const event = createEvent(`evt_${sequence}_${n}`);
		const times = pickOne(random, [1, 1, 2, 3]);
		// Late but still valid: a delayed or repeated delivery.
		const timestamp = now() - pickOne(random, [0, 0, 5, WINDOW_S - 60]);
		for (let time = 0; time < times; time++)
			calls.push({ event, kind: 'genuine', posted: { timestamp }, genuine: true });
		if (random() < 0.5) {
			const [kind, posted] = pickOne(random, FORGERIES);
			const forged = random() < 0.5 ? event : createEvent(`evt_forged_${sequence}_${n}`);
			calls.push({ event: forged, kind, posted: posted(), genuine: false });
		}
	}
	return calls
		.map((call) => ({ call, at: random() }))
		.sort((a, b) => a.at - b.at)
		.map(({ call }) => call);
}

/** Requests arrive in small concurrent groups. */
function groupCalls(random: RandomSource, calls: Call[]): Call[][] {
	const crowds: Call[][] = [];
	for (let at = 0; at < calls.length; ) {
		const size = pickOne(random, [1, 1, 2, 6]);
		crowds.push(calls.slice(at, at + size));
		at += size;
	}
	return crowds;
}

const sequences = Array.from({ length: SEQUENCES }, (_, n) => n);

it.each(sequences)('sequence %i', async (sequence) => {
	const random = createRandom(CHAOS_SEED, `webhooks ${sequence}`);
	const calls = createCalls(random, sequence);
	const host = await new TriggerHost({ emulator, parameters: { output: 'run' } }).start();
	try {
		host.staticData = {
			[`node:${host.nodeName}`]: {
				production: {
					endpointId: `wh_chaos_${sequence}`,
					signingSecret: SECRET,
					url: host.webhookUrl(),
				},
			},
		};
		const violations: string[] = [];
		for (const crowd of groupCalls(random, calls)) {
			if (random() < 0.1) host.nodeType = loadFreshTrigger();
			const answers = await Promise.all(
				crowd.map(async ({ event, posted }) => await host.post(event, posted)),
			);
			crowd.forEach(({ kind, genuine }, i) => {
				const { status } = answers[i];
				if (status !== (genuine ? 200 : 401)) violations.push(`${kind}: ${status}`);
			});
		}
		expect(violations).toEqual([]);
		const genuine = new Set(calls.filter((one) => one.genuine).map(({ event }) => event.eventId));
		expect(host.items.map(({ eventId }) => eventId).sort()).toEqual([...genuine].sort());
		for (const item of host.items)
			expect(item.payload).toMatchObject({
				id: `exr_${String(item.eventId)}`,
				status: 'PROCESSED',
			});
		expect(JSON.stringify([host.items, host.warnings])).not.toContain(SECRET);
	} finally {
		await host.close();
	}
});
