/**
 * Compares this build with an earlier one, pair by pair: processor time per document, and how long loading takes.
 * node test/support/run.cjs test/bench/measuring/comparePackages-cli.mts <dist of the other> [<rounds>] [<documents>]
 * Without documents (0), loading alone is compared.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededIds } from '../../emulator/state/seeds.mts';
import { writeBigPdf } from '../../samples/index.mts';
import { measureLoadMs } from '../benchmarks/packageSize.mts';
import { formatSpread } from '../report/statistics.mts';
import type { StrategyInput, StrategyName } from '../strategies/strategy.mts';
import type { Cost } from './measureStrategy-cli.mts';
import { ROOT, startEmulatorProcess, startScript, type EmulatorProcess } from './processes.mts';

/** What a result has at least, so that its fields have to be judged and shaped. */
const RESULT = {
	value: {
		invoice_number: '4711',
		total_amount: { amount: 12.5, iso_4217_currency_code: 'EUR' },
		line_items: [1, 2, 3].map((amount) => ({ description: 'Paper', amount })),
	},
	metadata: Object.fromEntries(
		['invoice_number', 'total_amount', 'line_items[0].amount', 'line_items[2].amount'].map(
			(name) => [name, { ocrConfidence: 0.99, logprobsConfidence: null, citations: [] }],
		),
	),
};

type Measure = (dist: string) => Promise<number>;

/** Ratios of this build to the other. Each round begins with another of the two, since machines warm up. */
async function compare(other: string, rounds: number, measure: Measure): Promise<string> {
	const own = path.join(ROOT, 'dist');
	const figures = { own: [] as number[], other: [] as number[], ratio: [] as number[] };
	await measure(own);
	for (let round = 0; round < rounds; round++) {
		const first = round % 2 === 0 ? own : other;
		const one = await measure(first);
		const two = await measure(first === own ? other : own);
		const [mine, its] = first === own ? [one, two] : [two, one];
		figures.own.push(mine);
		figures.other.push(its);
		figures.ratio.push(mine / its);
	}
	const [mine, its] = [figures.own, figures.other].map((values) => formatSpread(values, 2));
	return `${mine} ms, before ${its} ms, ratio ${formatSpread(figures.ratio, 3)}`;
}

function measureDocuments(
	emulator: EmulatorProcess,
	strategy: StrategyName,
	work: Omit<StrategyInput, 'url' | 'apiKey'>,
): Measure {
	return async (dist) => {
		await emulator.reset();
		await emulator.scriptRuns([{ times: work.documents, output: RESULT }]);
		const { url, apiKey } = emulator;
		const args = [strategy, JSON.stringify({ ...work, url, apiKey })];
		const env = { TESTED_PACKAGE: dist };
		const script = await startScript<Cost>('measureStrategy-cli.mts', args, env);
		const { cpuMs, done } = await script.run();
		if (done !== work.documents) throw new Error(`${dist}: ${done} documents`);
		return cpuMs / work.documents;
	};
}

async function main([other, rounds = '9', documents = '1000']: string[]): Promise<void> {
	if (other === undefined) throw new Error('Name the folder dist of the other build');
	const folder = mkdtempSync(path.join(tmpdir(), 'extend-bench-'));
	const emulator = await startEmulatorProcess();
	try {
		const file = path.join(folder, 'a.pdf');
		await writeBigPdf(file, 3000);
		const counts = { documents: Number(documents), parallel: 20, latencyMs: 0 };
		const work = { ...counts, file, extractorId: seededIds.invoices };
		const strategies = work.documents > 0 ? (['node', 'fields'] as const) : [];
		for (const strategy of strategies) {
			const measure = measureDocuments(emulator, strategy, work);
			const line = await compare(path.resolve(other), Number(rounds), measure);
			console.log(`processor per document (${strategy}): ${line}`);
		}
		const load = async (dist: string) => await Promise.resolve(measureLoadMs(dist));
		const line = await compare(path.resolve(other), 3 * Number(rounds), load);
		console.log(`loading: ${line}`);
	} finally {
		emulator.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error.stack);
		process.exit(1);
	},
);
