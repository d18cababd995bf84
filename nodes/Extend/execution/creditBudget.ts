/** Starts documents only as long as 'Max Credits' pays for them. */
import { AbortedError } from '../../shared/errors/apiError';

/** Documents in progress beyond those that the budget is known to cover: their cost is known only at the end. */
const MAX_BEYOND = 4;

export class CreditBudget {
	/** credits of the runs that are done so far */
	credits = 0;
	/** of the dearest document so far */
	private maxCost = 0;
	private inProgress = 0;
	private lowestLimit = Infinity;
	private waiting: Array<() => void> = [];

	/** Counts the cost of a finished run. */
	add(credits: number, documents: number): void {
		this.credits += credits;
		this.maxCost = Math.max(this.maxCost, credits / Math.max(1, documents));
	}

	/**
	 * Waits until that many documents may be started. False when the finished runs have used up the credits. Throws
	 * AbortedError after Stop. After true, `leave` must be called.
	 */
	async enter(documents: number, maxCredits: number, isStopped: () => boolean): Promise<boolean> {
		while (this.credits < maxCredits && !this.hasRoom(documents, maxCredits)) {
			await new Promise<void>((resolve) => void this.waiting.push(resolve));
			if (isStopped()) throw new AbortedError();
		}
		this.lowestLimit = Math.min(this.lowestLimit, maxCredits);
		if (this.credits >= maxCredits) return false;
		this.inProgress += documents;
		return true;
	}

	/** How many credits the runs cost more than 'Max Credits' allows: those in progress still finish. */
	get overrun(): number {
		return Math.max(0, this.credits - this.lowestLimit);
	}

	/** That many documents are done. */
	leave(documents: number): void {
		this.inProgress -= documents;
		const { waiting } = this;
		this.waiting = [];
		for (const look of waiting) look();
	}

	private hasRoom(documents: number, maxCredits: number): boolean {
		if (this.inProgress === 0) return true;
		const paidFor = this.maxCost > 0 ? Math.floor((maxCredits - this.credits) / this.maxCost) : 0;
		return this.inProgress + documents <= paidFor + MAX_BEYOND;
	}
}
