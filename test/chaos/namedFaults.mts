/** Faults of a single request. */
import type { Fault } from '../emulator/index.mts';

export interface NamedFault {
	name: string;
	fault: Fault;
	/** rejected before processing, so even a start may be retried */
	isRejected?: boolean;
	/** may cause an item error even if it occurs once: the item times out, or its run no longer exists */
	mayFail?: boolean;
	/** no response, which takes real time, so these cases use a short timeout */
	isSilent?: boolean;
	/** delay requested by the response (ms) */
	waitsMs?: number;
}

type Status = Partial<Extract<Fault, { kind: 'status' }>>;
const status = (code: number, more: Status = {}): Fault => ({
	kind: 'status',
	status: code,
	...(more.envelope ? {} : { body: '' }),
	...more,
});
const envelope = (code: string, retryable = true) => ({ envelope: { code, retryable } });
const rateLimited = (retryAfter: string): Fault =>
	status(429, { headers: { 'retry-after': retryAfter }, ...envelope('RATE_LIMIT_EXCEEDED') });
const getHttpDate = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
const replaceResponse = (more: Status) => status(200, { when: 'after', ...more });
const restart = (when: 'before' | 'after', keepState: boolean): Fault => ({
	kind: 'restart',
	when,
	keepState,
	downMs: 3,
});

export const FAULTS: NamedFault[] = [
	{ name: 'reset before', fault: { kind: 'reset', when: 'before' } },
	{ name: 'reset in the body', fault: { kind: 'reset', when: 'before', afterBytes: 50 } },
	{ name: 'reset after', fault: { kind: 'reset', when: 'after' } },
	{ name: 'hang before', fault: { kind: 'hang', when: 'before' }, mayFail: true, isSilent: true },
	{ name: 'hang after', fault: { kind: 'hang', when: 'after' }, mayFail: true, isSilent: true },
	{ name: 'drip', fault: { kind: 'drip', ms: 2 }, mayFail: true, isSilent: true },
	{ name: 'truncated', fault: { kind: 'truncate' } },
	{
		name: 'wrong content type',
		fault: replaceResponse({ headers: { 'content-type': 'text/plain' }, body: 'ok' }),
	},
	{ name: 'HTML with 200', fault: { kind: 'html', status: 200, when: 'after' } },
	{
		name: 'gzip that is none',
		fault: replaceResponse({ headers: { 'content-encoding': 'gzip' }, body: 'plain' }),
	},
	{ name: 'empty with 200', fault: replaceResponse({ body: '' }) },
	{ name: '204', fault: status(204, { when: 'after' }) },
	{ name: 'broken JSON', fault: { kind: 'badJson', when: 'after' } },
	{ name: 'JSON of another kind', fault: replaceResponse({ body: { ok: [] } }), mayFail: true },
	{ name: '408', fault: status(408) },
	{ name: '408 with envelope', fault: status(408, envelope('REQUEST_TIMEOUT')) },
	{ name: '408 after', fault: status(408, { when: 'after' }) },
	{ name: '425', fault: status(425), isRejected: true },
	{ name: '425 with envelope', fault: status(425, envelope('TOO_EARLY')), isRejected: true },
	{ name: '429 bare', fault: status(429), isRejected: true },
	{ name: '429 with seconds', fault: rateLimited('7'), isRejected: true, waitsMs: 7000 },
	{ name: '429 with a date', fault: rateLimited(getHttpDate(9)), isRejected: true },
	{ name: '429 with a date of the past', fault: rateLimited(getHttpDate(-3600)), isRejected: true },
	{ name: '429 with garbage', fault: rateLimited('soon; or -1'), isRejected: true },
	{ name: '429 with a year', fault: rateLimited('31536000'), isRejected: true, mayFail: true },
	{ name: '500 with envelope', fault: status(500, envelope('INTERNAL_ERROR')) },
	{ name: '500 final, by its envelope', fault: status(500, envelope('INTERNAL_ERROR', false)) },
	{ name: '500 bare, after', fault: status(500, { when: 'after' }) },
	{ name: '502 of a gateway', fault: { kind: 'html', status: 502 } },
	{ name: '502 of a gateway, after', fault: { kind: 'html', status: 502, when: 'after' } },
	{ name: '503 with envelope', fault: status(503, envelope('OVERLOADED')), isRejected: true },
	{ name: '503 bare', fault: status(503) },
	{ name: '503 bare, after', fault: status(503, { when: 'after' }) },
	{ name: '504', fault: status(504) },
	{
		name: '504 with envelope, after',
		fault: status(504, { when: 'after', ...envelope('TIMEOUT') }),
	},
	{ name: 'restart before', fault: restart('before', true) },
	{ name: 'restart after', fault: restart('after', true) },
	{ name: 'restart before, all forgotten', fault: restart('before', false), mayFail: true },
	{ name: 'restart after, all forgotten', fault: restart('after', false), mayFail: true },
];
