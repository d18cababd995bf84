/** Measures strategies for the same task, each in its own process with its own emulator. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Behavior } from '../../emulator/index.mts';
import { seededIds } from '../../emulator/state/seeds.mts';
import { writeBigPdf } from '../../samples/index.mts';
import type { Cost } from './measureStrategy-cli.mts';
import {
	startScript,
	startEmulatorProcess,
	type EmulatorCounts,
	type EmulatorProcess,
} from './processes.mts';
import type { StrategyName, StrategyInput } from '../strategies/strategy.mts';

export interface MeasurementTask {
	documents: number;
	parallel: number;
	latencyMs: number;
	bytes: number;
	/** further emulator options such as a rate limit */
	behaviour?: Partial<Behavior>;
}

export type Measurement = Cost & EmulatorCounts;

/** `close` stops the emulators and removes the files. */
export class MeasurementSession {
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'extend-bench-'));
	private readonly emulators = new Map<StrategyName, EmulatorProcess>();

	/** For tasks that need the processor. */
	async measureSequentially(
		strategies: StrategyName[],
		task: MeasurementTask,
	): Promise<Map<StrategyName, Measurement>> {
		const results = new Map<StrategyName, Measurement>();
		for (const strategy of strategies)
			results.set(strategy, await (await this.ready(strategy, task))());
		return results;
	}

	/** For tasks that mostly wait. */
	async measureConcurrently(
		strategies: StrategyName[],
		task: MeasurementTask,
	): Promise<Map<StrategyName, Measurement>> {
		const prepare: Array<() => Promise<Measurement>> = [];
		for (const strategy of strategies) prepare.push(await this.ready(strategy, task));
		const measured = await Promise.all(prepare.map(async (go) => await go()));
		return new Map(strategies.map((strategy, i) => [strategy, measured[i]]));
	}

	private async ready(
		strategy: StrategyName,
		task: MeasurementTask,
	): Promise<() => Promise<Measurement>> {
		const emulator = this.emulators.get(strategy) ?? (await startEmulatorProcess());
		this.emulators.set(strategy, emulator);
		await emulator.reset();
		await emulator.setOptions({ latencyMs: task.latencyMs, ...task.behaviour });
		const { url, apiKey } = emulator;
		const { documents, parallel, latencyMs } = task;
		const extractorId = seededIds.invoices;
		const file = await this.createFile(task.bytes);
		const perSecond = task.behaviour?.requestsPerSecond ?? undefined;
		const work: StrategyInput = {
			url,
			apiKey,
			extractorId,
			file,
			documents,
			parallel,
			latencyMs,
			perSecond,
		};
		const script = await startScript<Cost>('measureStrategy-cli.mts', [
			strategy,
			JSON.stringify(work),
		]);
		return async () => ({ ...(await script.run()), ...(await emulator.getCounts()) });
	}

	private async createFile(bytes: number): Promise<string> {
		const file = path.join(this.folder, `${bytes}.pdf`);
		await writeBigPdf(file, bytes);
		return file;
	}

	close() {
		for (const emulator of this.emulators.values()) emulator.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
