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
	type StartedScript,
} from './processes.mts';
import type { BinaryMode } from '../strategies/fileItems.mts';
import type { StrategyName, StrategyInput } from '../strategies/strategy.mts';

export interface MeasurementTask {
	documents: number;
	parallel: number;
	latencyMs: number;
	bytes: number;
	/** further emulator options such as a rate limit */
	behaviour?: Partial<Behavior>;
	/** how n8n keeps the files; on disk when left out */
	binaryMode?: BinaryMode;
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

	/** The same strategy in several processes with one emulator. Counts are those at the end of all. */
	async measureTogether(
		strategy: StrategyName,
		processes: number,
		task: MeasurementTask,
	): Promise<Measurement[]> {
		const emulator = await this.prepareEmulator(strategy, task);
		const scripts: Array<StartedScript<Cost>> = [];
		for (let n = 0; n < processes; n++) {
			scripts.push(await this.startStrategy(strategy, emulator, task));
		}
		const costs = await Promise.all(scripts.map(async (script) => await script.run()));
		const counts = await emulator.getCounts();
		return costs.map((cost) => ({ ...cost, ...counts }));
	}

	private async ready(
		strategy: StrategyName,
		task: MeasurementTask,
	): Promise<() => Promise<Measurement>> {
		const emulator = await this.prepareEmulator(strategy, task);
		const script = await this.startStrategy(strategy, emulator, task);
		return async () => ({ ...(await script.run()), ...(await emulator.getCounts()) });
	}

	private async prepareEmulator(
		strategy: StrategyName,
		task: MeasurementTask,
	): Promise<EmulatorProcess> {
		const emulator = this.emulators.get(strategy) ?? (await startEmulatorProcess());
		this.emulators.set(strategy, emulator);
		await emulator.reset();
		await emulator.setOptions({ latencyMs: task.latencyMs, ...task.behaviour });
		return emulator;
	}

	private async startStrategy(
		strategy: StrategyName,
		{ url, apiKey }: EmulatorProcess,
		task: MeasurementTask,
	): Promise<StartedScript<Cost>> {
		const { documents, parallel, latencyMs, binaryMode } = task;
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
			binaryMode,
		};
		return await startScript<Cost>('measureStrategy-cli.mts', [strategy, JSON.stringify(work)]);
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
