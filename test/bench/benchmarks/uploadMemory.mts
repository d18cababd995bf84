/**
 * Memory used by an upload, by file size, in the process of n8n's engine. The emulator runs in another
 * process. The baseline is n8n's own file stream as the body of n8n's own HTTP request.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { median } from 'simple-statistics';
import { writeBigPdf } from '../../samples/index.mts';
import { formatSpread, renderMarkdownTable } from '../report/statistics.mts';
import { ROOT, RUNNER, startEmulatorProcess } from '../measuring/processes.mts';

const SIZES_MB = [5, 50, 500];
const ROUNDS = 3;
/** `oldest`: the node in the engine of n8n 1.123, installed by `npm run test:oldest`. */
const STRATEGIES = ['node', 'bare', 'oldest'];
const OLDEST_ENGINE = path.join(ROOT, '.cache/oldest');

interface UploadMeasurement {
	peakMb: number;
	growthMb: number;
	ms: number;
}

/** Measures in paired rounds and returns the section. */
export async function benchmarkUploadMemory(progress: (line: string) => void): Promise<string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'extend-bench-'));
	const emulator = await startEmulatorProcess();
	const sink = createServer((request, response) => {
		request.resume().on('end', () => response.end('{}'));
	});
	try {
		await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
		const sinkUrl = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
		const { url, apiKey } = emulator;
		const results = new Map<string, UploadMeasurement[]>();
		for (const size of SIZES_MB)
			await writeBigPdf(path.join(folder, `${size}.pdf`), size * 1024 * 1024);
		for (let round = 1; round <= ROUNDS; round++) {
			for (const size of SIZES_MB) {
				for (const strategy of STRATEGIES) {
					const file = path.join(folder, `${size}.pdf`);
					const measured = await measureUpload(
						strategy,
						file,
						strategy === 'bare' ? sinkUrl : url,
						apiKey,
					);
					const key = `${strategy} ${size}`;
					results.set(key, [...(results.get(key) ?? []), measured]);
					progress(`round ${round}: ${key} MB ${JSON.stringify(measured)}`);
				}
			}
		}
		return renderReport(results);
	} finally {
		emulator.stop();
		sink.closeAllConnections();
		sink.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function measureUpload(
	strategy: string,
	file: string,
	url: string,
	apiKey: string,
): Promise<UploadMeasurement> {
	const script = path.join(ROOT, 'test/bench/measuring/measureUpload-cli.mts');
	const args = [RUNNER, script, strategy === 'bare' ? 'bare' : 'node', file, url, apiKey];
	const env = { ...process.env, ...(strategy === 'oldest' ? { N8N_ENGINE: OLDEST_ENGINE } : {}) };
	const { stdout } = await promisify(execFile)(process.execPath, args, { env });
	return JSON.parse(stdout.trim().split('\n').pop() as string);
}

function renderReport(results: Map<string, UploadMeasurement[]>): string {
	const figure = (strategy: string, size: number, name: keyof UploadMeasurement) =>
		(results.get(`${strategy} ${size}`) ?? []).map((measured) => measured[name]);
	const rows = SIZES_MB.map((size) => [
		`${size} MB`,
		formatSpread(figure('node', size, 'growthMb')),
		formatSpread(figure('bare', size, 'growthMb')),
		formatSpread(figure('oldest', size, 'growthMb')),
		formatSpread(figure('node', size, 'peakMb')),
		formatSpread(figure('bare', size, 'peakMb')),
		formatSpread(figure('node', size, 'ms')),
	]);
	const growth = (size: number) => median(figure('node', size, 'growthMb'));
	const difference = growth(500) - growth(5);
	return [
		'## Memory of one upload',
		'',
		"One document in filesystem mode, the engine in a process of its own for each figure, the emulator in another. Growth: peak resident memory during the upload above that just before it. Bare: n8n's own file stream as the body of n8n's own request, without multipart and without the API; nothing that goes through n8n can take less. The peak of 5 MB is lower because Node lets some 30 MB of read buffers pile up before it collects them, whatever the size of the file; on Node 24 it is some 60 MB, for the bare stream as well. Median (least–most) of three paired rounds.",
		'',
		renderMarkdownTable(
			[
				'File',
				'Growth, node (MB)',
				'Growth, bare (MB)',
				'Growth, node on n8n 1.123 (MB)',
				'Peak, node (MB)',
				'Peak, bare (MB)',
				'Time, node (ms)',
			],
			rows,
		),
		'',
		`500 MB grows by ${difference.toFixed(1)} MB more than 5 MB (target: at most 16 MB).`,
	].join('\n');
}
