/** One request of a category. Identity tells two that were sent in the same instant apart. */
export interface Ticket {
	/** when it was sent, by our clock, in ms; Infinity while it waits */
	sentAt: number;
	/** those with a lower one go first */
	turn: number;
	sender: Sender;
}

/** Whose requests wait: one execution of several. */
export interface Sender {
	/** of its last request */
	lastTurn: number;
	/** Called when a request waits no longer. */
	onTurn(): void;
}

/**
 * The requests that wait for their slot, in their order. The senders take turns, so that one with many requests does
 * not hold up the others.
 */
export class TurnQueue {
	private readonly tickets: Ticket[] = [];
	private readonly onlySender: Sender = { lastTurn: 0, onTurn: () => undefined };
	/** of the last request that was sent */
	private currentTurn = 0;

	enqueue(sender: Sender = this.onlySender): Ticket {
		const turn = Math.max(sender.lastTurn, this.currentTurn) + 1;
		sender.lastTurn = turn;
		const ticket = { sentAt: Infinity, turn, sender };
		const index = this.tickets.findIndex((other) => other.turn > turn);
		this.tickets.splice(index < 0 ? this.tickets.length : index, 0, ticket);
		return ticket;
	}

	countAhead(ticket: Ticket): number {
		return this.tickets.indexOf(ticket);
	}

	/** It is this one's turn. */
	take(ticket: Ticket): void {
		this.currentTurn = Math.max(this.currentTurn, ticket.turn);
		this.leave(ticket);
	}

	leave(ticket: Ticket): void {
		const index = this.tickets.indexOf(ticket);
		if (index < 0) return;
		this.tickets.splice(index, 1);
		ticket.sender.onTurn();
	}
}
