/** A server with rate limits, in virtual time. It shares no code with the node or the emulator. */

export interface ServerLimit {
	count: number;
	windowMs: number;
	/** sliding: in any window of that length; fixed: anew at each multiple of it; bucket: tokens come back one by one */
	kind: 'sliding' | 'fixed' | 'bucket';
}

export type RetryAfter = 'seconds' | 'none';

export class LimitedServer {
	private admitted: number[] = [];
	constructor(
		public limits: ServerLimit[],
		private readonly retryAfter: RetryAfter,
	) {}

	/** Undefined when the request is accepted; otherwise what the response asks for (ms), null for nothing. */
	receive(now: number): number | null | undefined {
		const wait = Math.max(0, ...this.limits.map((limit) => this.getWait(limit, now)));
		if (wait === 0) {
			this.admitted.push(now);
			return undefined;
		}
		return this.retryAfter === 'none' ? null : Math.ceil(wait / 1000) * 1000;
	}

	private getWait({ count, windowMs, kind }: ServerLimit, now: number): number {
		if (kind === 'fixed') {
			const since = Math.floor(now / windowMs) * windowMs;
			const used = this.admitted.filter((at) => at >= since).length;
			return used < count ? 0 : since + windowMs - now;
		}
		if (kind === 'sliding') {
			const recent = this.admitted.filter((at) => at > now - windowMs);
			return recent.length < count ? 0 : recent[recent.length - count] + windowMs - now;
		}
		const perMs = count / windowMs;
		let tokens = count;
		let last = 0;
		for (const at of this.admitted) {
			tokens = Math.min(count, tokens + (at - last) * perMs) - 1;
			last = at;
		}
		tokens = Math.min(count, tokens + (now - last) * perMs);
		return tokens >= 1 ? 0 : (1 - tokens) / perMs;
	}
}
