/**
 * Does a piece of work in one way and prints what it cost this process: one JSON line.
 * node test/support/run.cjs test/bench/measuring/measureStrategy-cli.mts <way> <work as JSON>
 */
import { once } from 'node:events';
import { READY } from './processes.mts';
import { memoryMb, resetPeak } from './memory.mts';
import type { Outcome, Way, WayName, Work } from '../strategies/strategy.mts';

export interface Cost extends Outcome {
	ms: number;
	/** processor time of this process, user and system */
	cpuMs: number;
	/** peak resident memory above that just before */
	growthMb: number;
}

/** Loaded when wanted: a plain script must not carry n8n's engine. */
const WAYS: Record<WayName, () => Promise<Way>> = {
	batch: async () => (await import('../strategies/packageNode.mts')).extendBatch,
	node: async () => (await import('../strategies/packageNode.mts')).extendNode,
	chain: async () => (await import('../strategies/httpRequestNodes.mts')).httpRequestChain,
	unbounded: async () => (await import('../strategies/httpRequestNodes.mts')).httpRequestUnbounded,
	helper: async () => (await import('../strategies/n8nHelper.mts')).n8nHelper,
	sdk: async () => (await import('../strategies/sdk.mts')).sdk,
	undici: async () => (await import('../strategies/undici.mts')).undici,
};

/** Waits for the word to start, so that several begin at the same time. */
async function started(): Promise<void> {
	console.log(READY);
	await once(process.stdin, 'data');
}

async function main([name, text]: string[]): Promise<void> {
	const way = await WAYS[name as WayName]();
	const run = await way(JSON.parse(text) as Work);
	await started();
	resetPeak();
	const before = memoryMb('VmRSS');
	const cpu = process.cpuUsage();
	const began = performance.now();
	const outcome = await run();
	const ms = performance.now() - began;
	const { user, system } = process.cpuUsage(cpu);
	const growthMb = memoryMb('VmHWM') - before;
	const cost: Cost = { ...outcome, ms, cpuMs: (user + system) / 1000, growthMb };
	console.log(JSON.stringify(cost));
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
