/** Measures ways of doing the same work, each in a process of its own against an emulator of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Behavior } from '../../emulator/index.mts';
import { seededIds } from '../../emulator/state/seeds.mts';
import { makeBigPdf } from '../../samples/index.mts';
import type { Cost } from './measureStrategy-cli.mts';
import {
	readyScript,
	startEmulatorProcess,
	type EmulatorCounts,
	type EmulatorProcess,
} from './processes.mts';
import type { WayName, Work } from '../strategies/strategy.mts';

export interface Task {
	documents: number;
	parallel: number;
	latencyMs: number;
	bytes: number;
	/** what else the emulator does, such as a rate limit */
	behaviour?: Partial<Behavior>;
}

export type Measured = Cost & EmulatorCounts;

/** What a bench measures with; `close` stops the emulators and removes the files. */
export class Measuring {
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'extend-bench-'));
	private readonly emulators = new Map<WayName, EmulatorProcess>();

	/** One after the other: for work that keeps a processor busy. */
	async inTurn(ways: WayName[], task: Task): Promise<Map<WayName, Measured>> {
		const results = new Map<WayName, Measured>();
		for (const way of ways) results.set(way, await (await this.ready(way, task))());
		return results;
	}

	/** All at the same time: for work that mostly waits. */
	async sideBySide(ways: WayName[], task: Task): Promise<Map<WayName, Measured>> {
		const ready: Array<() => Promise<Measured>> = [];
		for (const way of ways) ready.push(await this.ready(way, task));
		const measured = await Promise.all(ready.map(async (go) => await go()));
		return new Map(ways.map((way, i) => [way, measured[i]]));
	}

	private async ready(way: WayName, task: Task): Promise<() => Promise<Measured>> {
		const emulator = this.emulators.get(way) ?? (await startEmulatorProcess());
		this.emulators.set(way, emulator);
		await emulator.reset();
		await emulator.set({ latencyMs: task.latencyMs, ...task.behaviour });
		const { url, apiKey } = emulator;
		const { documents, parallel, latencyMs } = task;
		const extractorId = seededIds.invoices;
		const file = await this.fileOf(task.bytes);
		const perSecond = task.behaviour?.requestsPerSecond ?? undefined;
		const work: Work = {
			url,
			apiKey,
			extractorId,
			file,
			documents,
			parallel,
			latencyMs,
			perSecond,
		};
		const script = await readyScript<Cost>('measureStrategy-cli.mts', [way, JSON.stringify(work)]);
		return async () => ({ ...(await script.go()), ...(await emulator.counts()) });
	}

	private async fileOf(bytes: number): Promise<string> {
		const file = path.join(this.folder, `${bytes}.pdf`);
		await makeBigPdf(file, bytes);
		return file;
	}

	close() {
		for (const emulator of this.emulators.values()) emulator.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
