/**
 * Runs one strategy and prints its cost for this process as one line of JSON.
 * node test/support/run.cjs test/bench/measuring/measureStrategy-cli.mts <strategy> <input as JSON>
 */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { READY_LINE } from './processes.mts';
import { readMemoryMb, resetPeakMemory } from './memory.mts';
import type {
	StrategyResult,
	Strategy,
	StrategyName,
	StrategyInput,
} from '../strategies/strategy.mts';

export interface Cost extends StrategyResult {
	ms: number;
	/** CPU time of this process, user and system */
	cpuMs: number;
	/** peak resident memory minus the memory before the run */
	growthMb: number;
	/** how late the event loop was, 99th percentile */
	loopP99Ms: number;
	/** of Node, e.g. about listeners */
	warnings: number;
}

/** Loaded on demand: a plain script must not load n8n's engine. */
const STRATEGIES: Record<StrategyName, () => Promise<Strategy>> = {
	batch: async () => (await import('../strategies/packageNode.mts')).runExtendBatch,
	fields: async () => (await import('../strategies/packageNode.mts')).runExtendFields,
	defaults: async () => (await import('../strategies/packageNode.mts')).runWithDefaults,
	node: async () => (await import('../strategies/packageNode.mts')).runExtendNode,
	chain: async () => (await import('../strategies/httpRequestNodes.mts')).runHttpRequestChain,
	unbounded: async () =>
		(await import('../strategies/httpRequestNodes.mts')).runHttpRequestUnbounded,
	untouched: async () =>
		(await import('../strategies/httpRequestNodes.mts')).runHttpRequestUntouched,
	pair: async () => (await import('../strategies/packageNode.mts')).runPairWithDefaults,
	helper: async () => (await import('../strategies/n8nHelper.mts')).runN8nHelper,
	hashedListing: async () => (await import('../strategies/reuse.mts')).runHashedListing,
	listing: async () => (await import('../strategies/reuse.mts')).runListing,
	reuse: async () => (await import('../strategies/reuse.mts')).runReuse,
	skip: async () => (await import('../strategies/reuse.mts')).runSkip,
	sdk: async () => (await import('../strategies/sdk.mts')).runSdk,
	sdkAtOnce: async () => (await import('../strategies/sdk.mts')).runSdkAtOnce,
	undici: async () => (await import('../strategies/undici.mts')).runUndici,
};

const LOOP_RESOLUTION_MS = 5;

/** Waits for the start signal, so that several processes start at the same time. */
async function waitForStart(): Promise<void> {
	console.log(READY_LINE);
	await once(process.stdin, 'data');
}

async function main([name, text]: string[]): Promise<void> {
	const strategy = await STRATEGIES[name as StrategyName]();
	const run = await strategy(JSON.parse(text) as StrategyInput);
	await waitForStart();
	resetPeakMemory();
	const before = readMemoryMb('VmRSS');
	const cpu = process.cpuUsage();
	let warnings = 0;
	process.on('warning', () => (warnings += 1));
	const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
	delay.enable();
	const began = performance.now();
	const outcome = await run();
	const ms = performance.now() - began;
	delay.disable();
	// The times between two looks, which are one resolution apart when nothing is late.
	const loopP99Ms = Math.max(0, delay.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
	const { user, system } = process.cpuUsage(cpu);
	const growthMb = readMemoryMb('VmHWM') - before;
	const cost: Cost = {
		...outcome,
		ms,
		cpuMs: (user + system) / 1000,
		growthMb,
		loopP99Ms,
		warnings,
	};
	console.log(JSON.stringify(cost));
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
