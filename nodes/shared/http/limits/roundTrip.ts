/** Before the first response (ms). */
const ASSUMED_MS = 100;

/** How long Extend takes for a response. Requests that are sent within that time do not know of each other's 429. */
export class RoundTrip {
	private shortestMs: number | undefined;

	get ms(): number {
		return this.shortestMs ?? ASSUMED_MS;
	}

	/** A response came after so many ms. The shortest counts, since others transferred a file or had to wait. */
	observe(ms: number): void {
		this.shortestMs = Math.min(this.shortestMs ?? ms, ms);
	}
}
