import type { Ticket } from './turnQueue';

/** Older entries say nothing about a limit any more (ms). */
const KEEP_MS = 180_000;

/** The requests of a category that were sent and not refused, oldest first. */
export class SendLog {
	private tickets: Ticket[] = [];

	add(ticket: Ticket): void {
		this.tickets.push(ticket);
		const half = this.tickets.length >> 1;
		const { sentAt: middle = Infinity } = this.tickets[half] ?? {};
		if (half > 500 && middle < ticket.sentAt - KEEP_MS) {
			this.tickets.splice(0, half);
		}
	}

	remove(ticket: Ticket): void {
		const index = this.tickets.lastIndexOf(ticket);
		if (index >= 0) this.tickets.splice(index, 1);
	}

	/** When the `count`-th from the end was sent; undefined when there are fewer. */
	getNthLast(count: number): number | undefined {
		return this.tickets.at(-count)?.sentAt;
	}

	/** How many were sent later than `since`, and up to `until` (both in ms). */
	count(since: number, until = Infinity): number {
		let count = 0;
		for (let index = this.tickets.length - 1; index >= 0; index--) {
			const { sentAt = -Infinity } = this.tickets[index] ?? {};
			if (sentAt <= since) break;
			if (sentAt <= until) count++;
		}
		return count;
	}

	/** When the first one later than `since` was sent. */
	getFirstAfter(since: number): number | undefined {
		return this.tickets.find(({ sentAt }) => sentAt > since)?.sentAt;
	}
}
