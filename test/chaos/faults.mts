/** What can go wrong with one request. */
import type { Fault } from '../emulator/index.mts';

export interface NamedFault {
	name: string;
	fault: Fault;
	/** may end items with an error even when it happens once: the time of the item is over, or nobody may wait */
	mayFail?: boolean;
	/** nothing answers: takes real time, so such cases have little of it */
	silent?: boolean;
}

const status = (code: number, more: Partial<Extract<Fault, { kind: 'status' }>> = {}): Fault => ({
	kind: 'status',
	status: code,
	body: '',
	...more,
});
const envelope = (code: string, retryable = true) => ({ envelope: { code, retryable } });
const retryAfter = (value: string): Fault =>
	status(429, { headers: { 'retry-after': value }, ...envelope('RATE_LIMIT_EXCEEDED') });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

export const FAULTS: NamedFault[] = [
	{ name: 'reset before', fault: { kind: 'reset', when: 'before' } },
	{ name: 'reset after', fault: { kind: 'reset', when: 'after' } },
	{ name: 'hang before', fault: { kind: 'hang', when: 'before' }, mayFail: true, silent: true },
	{ name: 'hang after', fault: { kind: 'hang', when: 'after' }, mayFail: true, silent: true },
	{ name: 'drip', fault: { kind: 'drip', ms: 2 }, mayFail: true, silent: true },
	{ name: 'truncated', fault: { kind: 'truncate' } },
	{
		name: 'wrong content type',
		fault: status(200, { headers: { 'content-type': 'text/plain' }, body: 'ok', when: 'after' }),
	},
	{ name: 'HTML with 200', fault: { kind: 'html', status: 200, when: 'after' } },
	{
		name: 'gzip that is none',
		fault: status(200, { headers: { 'content-encoding': 'gzip' }, body: 'plain', when: 'after' }),
	},
	{ name: 'broken JSON', fault: { kind: 'badJson', when: 'after' } },
	{
		name: 'JSON of another kind',
		fault: status(200, { body: { ok: [] }, when: 'after' }),
		mayFail: true,
	},
	{ name: '408', fault: status(408) },
	{ name: '408 after', fault: status(408, { when: 'after' }) },
	{ name: '425', fault: status(425) },
	{ name: '429 bare', fault: status(429) },
	{ name: '429 with seconds', fault: retryAfter('7') },
	{ name: '429 with a date', fault: retryAfter(inSeconds(9)) },
	{ name: '429 with a date of the past', fault: retryAfter(inSeconds(-3600)) },
	{ name: '429 with garbage', fault: retryAfter('soon; or -1') },
	{ name: '429 with a year', fault: retryAfter('31536000'), mayFail: true },
	{ name: '500', fault: status(500, envelope('INTERNAL_ERROR')) },
	{ name: '500 bare, after', fault: status(500, { when: 'after' }) },
	{ name: '502 of a gateway', fault: { kind: 'html', status: 502 } },
	{ name: '502 of a gateway, after', fault: { kind: 'html', status: 502, when: 'after' } },
	{ name: '503 retryable', fault: status(503, envelope('OVERLOADED')) },
	{ name: '503 bare', fault: status(503) },
	{ name: '504', fault: status(504) },
	{ name: '504 after', fault: status(504, { when: 'after' }) },
];
