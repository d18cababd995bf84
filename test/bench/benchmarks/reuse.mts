/** The same documents a second time, in another process: what 'When Already Processed' costs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededIds } from '../../emulator/state/seeds.mts';
import { writeBigPdf } from '../../samples/index.mts';
import type { Cost } from '../measuring/measureStrategy-cli.mts';
import { startEmulatorProcess, startScript } from '../measuring/processes.mts';
import { ROUNDS } from '../measuring/rounds.mts';
import { formatSpread, renderMarkdownTable } from '../report/statistics.mts';
import type { StrategyInput, StrategyName } from '../strategies/strategy.mts';

const DOCUMENTS = 100;
/** As many in flight as the node has before a first document has succeeded. */
const TASK = { documents: DOCUMENTS, parallel: 20, latencyMs: 0 };
/** From a request to its response over the internet. The first execution does without, since nobody measures it. */
const RESPONSE_MS = 50;
const SIZES_BYTES = [100_000, 5_000_000];
const STRATEGIES: Array<[StrategyName, string]> = [
	['listing', 'The list and each result, bare'],
	['hashedListing', 'The same, and a hash of each file, bare'],
	['reuse', 'Extend node, Reuse Result'],
	['skip', 'Extend node, Skip'],
];

type Measured = Cost & { requests: number; billed: number };

/** Each strategy after a first execution that filled Extend, by strategy. */
async function measureRound(bytes: number): Promise<Map<StrategyName, Measured>> {
	const folder = mkdtempSync(path.join(tmpdir(), 'extend-bench-'));
	const emulator = await startEmulatorProcess();
	try {
		const file = path.join(folder, 'document.pdf');
		await writeBigPdf(file, bytes);
		const { url, apiKey } = emulator;
		const work: StrategyInput = { ...TASK, url, apiKey, file, extractorId: seededIds.invoices };
		const run = async (strategy: StrategyName) => {
			const args = [strategy, JSON.stringify(work)];
			const script = await startScript<Cost>('measureStrategy-cli.mts', args);
			const before = await emulator.getCounts();
			const cost = await script.run();
			const after = await emulator.getCounts();
			return {
				...cost,
				requests: after.requests - before.requests,
				billed: after.billed - before.billed,
			};
		};
		const first = await run('reuse');
		if (first.billed !== DOCUMENTS) throw new Error(`${first.billed} billed at first`);
		await emulator.addFaults([{ kind: 'slow', ms: RESPONSE_MS, when: 'before' }]);
		const results = new Map<StrategyName, Measured>();
		for (const [strategy] of STRATEGIES) {
			const measured = await run(strategy);
			if (measured.done !== DOCUMENTS || measured.billed > 0)
				throw new Error(`${strategy}: ${JSON.stringify(measured)}`);
			results.set(strategy, measured);
		}
		return results;
	} finally {
		emulator.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Measures in paired rounds and returns the section. */
export async function benchmarkReuse(progress: (line: string) => void): Promise<string> {
	const rows: string[][] = [];
	for (const bytes of SIZES_BYTES) {
		const rounds: Array<Map<StrategyName, Measured>> = [];
		for (let round = 1; round <= ROUNDS; round++) {
			const results = await measureRound(bytes);
			rounds.push(results);
			progress(`round ${round}: reuse ${bytes} ${JSON.stringify([...results])}`);
		}
		const spread = (
			strategy: StrategyName,
			select: (own: Measured, bare: Measured) => number,
			digits: number,
		) => {
			const values = rounds.map((round) => select(round.get(strategy)!, round.get('listing')!));
			return formatSpread(values, digits);
		};
		for (const [strategy, name] of STRATEGIES) {
			rows.push([
				`${bytes / 1_000_000} MB`,
				name,
				spread(strategy, ({ ms }) => ms / 1000, 2),
				spread(strategy, ({ ms }, bare) => ms / bare.ms, 2),
				spread(strategy, ({ requests }) => requests / DOCUMENTS, 2),
				spread(strategy, ({ growthMb }) => growthMb, 0),
			]);
		}
	}
	return [
		'## Documents that were processed before',
		'',
		`${DOCUMENTS} documents, each with other bytes, a second time and in another process. The emulator answers each request after ${RESPONSE_MS} ms, as an API on the internet does. The node has its defaults, the bare requests are ${TASK.parallel} at a time. Nothing is billed and nothing uploaded. The list of runs has no results, so each result that is reused is read by itself; a document that is skipped is looked up in the list alone. Beside the reads of results there is one list and one look at the latest version of the extractor. To know a document the node has to hash it, which is what large files take longer for. Median (least–most) of ${ROUNDS} rounds.`,
		'',
		renderMarkdownTable(
			['Each', '', 'Seconds', 'Of bare', 'Requests per document', 'Memory (MB more)'],
			rows,
		),
	].join('\n');
}
