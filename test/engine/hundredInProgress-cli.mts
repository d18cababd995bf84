/**
 * A hundred documents in progress in n8n's engine, in a process of its own, so that no other test disturbs it:
 * node test/support/run.cjs test/engine/hundredInProgress-cli.mts <input as JSON>
 * Prints what Node warns of, and what is still open afterwards.
 */
import { runExtend } from '../support/extendNode.mts';
import { createInvoiceText, storeBinary } from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { waitUntilOrTimeout } from '../support/waitUntil.mts';

const DOCUMENTS = 130;

export interface HundredInput {
	url: string;
	apiKey: string;
	processingMode: string;
	/** after how many started runs Stop is pressed; undefined: never */
	stopsAt?: number;
}

export interface HundredResult {
	status: string;
	done: number;
	/** the most sockets at the same time */
	most: number;
	warnings: string[];
	/** after the execution */
	sockets: number;
}

const warnings: string[] = [];
process.on('warning', ({ name, message }) => void warnings.push(`${name}: ${message}`));

const countSockets = () =>
	process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

/** Asks the emulator until the statuses of its runs are as wanted. */
async function awaitRuns(url: string, isSo: (statuses: string[]) => boolean): Promise<void> {
	for (;;) {
		const answer = await fetch(`${url}/__emulator/state`, { headers: { connection: 'close' } });
		const { runs } = (await answer.json()) as { runs: Array<{ status: string }> };
		if (isSo(runs.map(({ status }) => status))) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

async function main({
	url,
	apiKey,
	processingMode,
	stopsAt,
}: HundredInput): Promise<HundredResult> {
	await initBinaryData('filesystem');
	const items = await Promise.all(
		Array.from({ length: DOCUMENTS }, async (_, n) => ({
			json: {},
			binary: { data: await storeBinary(createInvoiceText(n), `${n}.txt`) },
		})),
	);
	let most = 0;
	const timer = setInterval(() => (most = Math.max(most, countSockets())), 5);
	const { run, items: out } = await runExtend({
		emulator: { url, apiKey },
		items,
		options: { processingMode },
		onStarted: (cancel) => {
			if (stopsAt !== undefined)
				void awaitRuns(url, ({ length }) => length >= stopsAt).then(cancel);
		},
	});
	if (stopsAt !== undefined) {
		await awaitRuns(url, (statuses) => !statuses.includes('PROCESSING'));
	}
	clearInterval(timer);
	await waitUntilOrTimeout(() => countSockets() === 0);
	const { status } = run;
	return { status, done: out.length, most, warnings, sockets: countSockets() };
}

main(JSON.parse(process.argv[2] as string) as HundredInput).then(
	(result) => {
		console.log(JSON.stringify(result));
		process.exit(0);
	},
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
