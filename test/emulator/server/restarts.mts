import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delay } from '../state/delay.mts';
import type { State } from '../state/state.mts';

/** Restarts the server: closes all connections, stays down for a while and listens on the same port again. */
export class RestartController {
	private inProgress: Promise<void> = Promise.resolve();
	private down = new AbortController();

	constructor(
		private readonly state: State,
		private readonly server: Server,
	) {
		state.events.on('restart', (how) => {
			this.inProgress = this.restart(how);
		});
	}

	/** Resolves when no restart is in progress. */
	async waitUntilUp(): Promise<void> {
		await this.inProgress;
	}

	/** Ends the time that the server is down. Resolves when it is up. */
	async bringUp(): Promise<void> {
		this.down.abort();
		await this.inProgress;
	}

	private async restart({ downMs, keepState }: { downMs: number; keepState: boolean }) {
		// Concurrent restarts count as one.
		if (!this.server.listening) return await this.inProgress;
		const { port } = this.server.address() as AddressInfo;
		this.server.close();
		this.server.closeAllConnections();
		if (!keepState) this.state.clearData();
		const closing = this.state.closing.signal;
		this.down = new AbortController();
		await delay(downMs, AbortSignal.any([closing, this.down.signal]));
		if (closing.aborted) return;
		this.server.listen(port, '127.0.0.1');
		await once(this.server, 'listening');
	}
}
