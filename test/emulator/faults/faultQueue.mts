import { z } from 'zod';
import type { RecordedRequest } from '../state/state.mts';
import { parseRequest } from '../validation/parseRequest.mts';

const timing = z.enum(['before', 'after']);

/** The effect of a fault: it replaces the handling of a request or changes its response. */
const faultKinds = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('status'),
		status: z.number().int(),
		headers: z.record(z.string(), z.string()).optional(),
		/** an object is sent as JSON, a string as is */
		body: z.unknown().optional(),
		envelope: z
			.object({
				code: z.string(),
				message: z.string().optional(),
				retryable: z.boolean().optional(),
			})
			.optional(),
		/**
		 * `before` (default): the request is not handled. `after`: it is handled, then answered with this
		 * status.
		 */
		when: timing.optional(),
	}),
	z.object({
		kind: z.literal('reset'),
		when: timing,
		/** with `before`: reset once this many bytes of the body arrived */
		afterBytes: z.number().int().optional(),
	}),
	z.object({ kind: z.literal('hang'), when: timing }),
	z.object({ kind: z.literal('truncate') }),
	/** pauses `ms` after each byte */
	z.object({ kind: z.literal('drip'), ms: z.number() }),
	z.object({ kind: z.literal('html'), status: z.number().int(), when: timing.optional() }),
	z.object({ kind: z.literal('badJson'), when: timing.optional() }),
	/** The server closes all connections, stops and restarts after `downMs`, with or without its state. */
	z.object({
		kind: z.literal('restart'),
		when: timing,
		downMs: z.number(),
		keepState: z.boolean(),
	}),
	z.object({ kind: z.literal('slow'), ms: z.number(), when: timing.optional() }),
	z.object({
		kind: z.literal('listLag'),
		ms: z.number().optional(),
		lists: z.number().int().optional(),
	}),
]);

const faultMatch = z.object({
	match: z
		.object({
			method: z.string().optional(),
			/** an exact path or the source of a regular expression */
			path: z.string().optional(),
			/** skips the first n matching requests */
			after: z.number().int().optional(),
		})
		.optional(),
	/** number of requests affected; default: until cleared */
	times: z.number().int().optional(),
});
export const faultSchema = z.intersection(faultMatch, faultKinds);

export type Fault = z.infer<typeof faultSchema>;
type FaultOfKind<K extends Fault['kind']> = Extract<Fault, { kind: K }>;
export type RequestFault = Exclude<Fault, FaultOfKind<'listLag'>>;
export type ListLag = FaultOfKind<'listLag'>;

interface ArmedFault {
	fault: Fault;
	seen: number;
	used: number;
}

function isMatch({ match = {} }: Fault, method: string, path: string): boolean {
	if (match.method && match.method.toUpperCase() !== method) return false;
	// Storage is not part of the API, so a fault without a path does not apply to it.
	if (!match.path && path.startsWith('/__files/')) return false;
	return !match.path || match.path === path || new RegExp(`^(?:${match.path})$`).test(path);
}

/** The scripted faults of one emulator, in insertion order. The first match applies. */
export class FaultQueue {
	private armed: ArmedFault[] = [];
	/** decides about requests that no scripted fault matches; until cleared */
	chooser: ((request: RecordedRequest) => RequestFault | undefined) | undefined;
	/** the requests a fault was applied to, oldest first */
	readonly applied: Array<{ method: string; path: string; kind: Fault['kind'] }> = [];

	/** Adds a fault. Throws 400 for an invalid one. */
	add(fault: Fault): void {
		this.armed.push({ fault: parseRequest(faultSchema, fault), seen: 0, used: 0 });
	}

	clear(): void {
		this.armed = [];
		this.chooser = undefined;
		this.applied.length = 0;
	}

	/** The faults that can still apply. */
	list(): Fault[] {
		return this.armed.map(({ fault }) => fault);
	}

	/** Returns the fault for this request and counts it as used. */
	take(request: RecordedRequest): RequestFault | undefined {
		const { method, path } = request;
		const scripted = this.find((one) => one.kind !== 'listLag' && isMatch(one, method, path));
		const fault = (scripted as RequestFault | undefined) ?? this.chooser?.(request);
		if (fault) this.applied.push({ method, path, kind: fault.kind });
		return fault;
	}

	/** Returns the scripted list lag for a newly created run, if any. */
	takeListLag(): ListLag | undefined {
		return this.find((fault) => fault.kind === 'listLag') as ListLag | undefined;
	}

	private find(fits: (fault: Fault) => boolean): Fault | undefined {
		for (const armed of this.armed) {
			if (!fits(armed.fault)) continue;
			armed.seen += 1;
			if (armed.seen <= (armed.fault.match?.after ?? 0)) continue;
			armed.used += 1;
			if (armed.used >= (armed.fault.times ?? Infinity))
				this.armed = this.armed.filter((one) => one !== armed);
			return armed.fault;
		}
		return undefined;
	}
}
