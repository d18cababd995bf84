/** Clients with a rate limiter of the node, against a server with limits, in virtual time. */
import { CategoryLimiter } from '../../../nodes/shared/http/limits/categoryLimiter';
import type { Ticket } from '../../../nodes/shared/http/limits/turnQueue';
import { calculateRetryDelay } from '../../../nodes/shared/http/retry';
import { LimitedServer, type RetryAfter, type ServerLimit } from './limitedServer.mts';

const UPLOADS = 4;
/** Waiting requests look again at least this often (ms). */
const MAX_WAIT_MS = 1000;

export interface SimulatedClient {
	requests: number;
	/** how many of them at the same time, from the request to the end of the run */
	parallel: number;
	startAt: number;
	/** of a run (ms) */
	runMs: number;
	/** whether the response comes only at the end of the run */
	isSync: boolean;
	/** of the upload before each request, four at the same time (ms); 0: nothing is uploaded */
	uploadMs?: number;
}

export interface Simulated {
	limits: ServerLimit[];
	retryAfter: RetryAfter;
	/** there and back (ms), from `least` to `most` by `random` */
	roundTripMs: { least: number; most: number };
	clients: SimulatedClient[];
	/** other limits from some moment on */
	changes?: Array<{ at: number; limits: ServerLimit[] }>;
	/** the clients' clock jumps ahead (ms) */
	jumps?: Array<{ at: number; byMs: number }>;
	random: () => number;
	untilMs: number;
}

export interface SimulatedResult {
	/** when the last run of each client was done; Infinity when some never were */
	endsAt: number[];
	accepted: number[];
	refused: number;
	sent: number;
	/** requests that were sent although the limiter had said that nothing may be */
	sentWhileBlocked: number;
}

export function simulate(given: Simulated): SimulatedResult {
	const { clients, random, roundTripMs, jumps = [] } = given;
	const server = new LimitedServer(given.limits, given.retryAfter);
	const events: Array<{ at: number; seq: number; run: () => void }> = [];
	let now = 0;
	let seq = 0;
	const at = (time: number, run: () => void) => {
		const event = { at: Math.max(time, now), seq: seq++, run };
		let index = events.length;
		while (index > 0 && events[index - 1].at > event.at) index--;
		events.splice(index, 0, event);
	};
	const clientNow = () =>
		now + jumps.filter((jump) => jump.at <= now).reduce((sum, { byMs }) => sum + byMs, 0);
	const later = (delayMs: number, run: () => void) => at(now + delayMs, run);
	const travel = () => (roundTripMs.least + random() * (roundTripMs.most - roundTripMs.least)) / 2;
	const result: SimulatedResult = {
		endsAt: clients.map(() => Infinity),
		accepted: clients.map(() => 0),
		refused: 0,
		sent: 0,
		sentWhileBlocked: 0,
	};

	for (const change of given.changes ?? []) {
		at(change.at, () => (server.limits = change.limits));
	}
	clients.forEach(({ requests, parallel, startAt, runMs, isSync, uploadMs = 0 }, index) => {
		const limiter = new CategoryLimiter();
		// As an upload before it does.
		limiter.roundTrip.observe(2 * travel());
		let next = 0;
		let done = 0;
		let uploading = 0;
		let waiting = 0;
		const startNext = () => {
			if (next >= requests) return;
			next++;
			if (uploadMs === 0) return attempt(1);
			waiting++;
			uploadNext();
		};
		const uploadNext = () => {
			if (waiting === 0 || uploading === UPLOADS) return;
			waiting--;
			uploading++;
			later(uploadMs, () => {
				uploading--;
				attempt(1);
				uploadNext();
			});
		};
		const finish = () => {
			if (++done === requests) result.endsAt[index] = now;
			startNext();
		};
		const attempt = (attempts: number) => lineUp(limiter.enqueue(), attempts);
		const lineUp = (ticket: Ticket, attempts: number): void => {
			const delayMs = limiter.getDelayMs(ticket, clientNow());
			if (delayMs <= 0) return send(ticket, attempts);
			later(Math.min(delayMs, MAX_WAIT_MS), () => lineUp(ticket, attempts));
		};
		const send = (ticket: Ticket, attempts: number) => {
			if (limiter.getBlockedMs(clientNow()) > 0) result.sentWhileBlocked++;
			limiter.recordSend(ticket, clientNow());
			result.sent++;
			later(travel(), () => {
				const wait = server.receive(now);
				if (wait !== undefined) {
					result.refused++;
					return later(travel(), () => {
						limiter.roundTrip.observe(clientNow() - ticket.sentAt);
						const pause = calculateRetryDelay(attempts, wait ?? undefined, random());
						limiter.onRateLimited(ticket, pause, wait !== null, clientNow());
						attempt(attempts + 1);
					});
				}
				result.accepted[index]++;
				const back = travel();
				if (!isSync) later(back, () => limiter.onAccepted(ticket, clientNow()));
				later(runMs + back, () => {
					if (isSync) limiter.onAccepted(ticket, clientNow());
					finish();
				});
			});
		};
		at(startAt, () => {
			for (let n = 0; n < parallel; n++) startNext();
		});
	});
	while (events.length > 0) {
		const event = events.shift()!;
		if (event.at > given.untilMs) break;
		now = event.at;
		event.run();
	}
	return result;
}
