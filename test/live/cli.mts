/** npm run test:live: see USAGE in arguments.mts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCredential as readCleanCredential } from '../../nodes/shared/http/credential';
import { ArgumentError } from '../demo/arguments.mts';
import { readCredential } from '../demo/credential.mts';
import { initBinaryData } from '../support/harness.mts';
import { parseLiveArguments, USAGE, type LiveArguments } from './arguments.mts';
import { ALL_ASSUMPTIONS } from './checks/index.mts';
import { renderMarkdown, renderPlan, renderResult, renderSummary } from './report.mts';
import { runChecks } from './runChecks.mts';
import { openWebhookReceiver } from './webhookReceiver.mts';

const writeLine = (line: string) => void process.stdout.write(`${line}\n`);
const stop = new AbortController();

function chooseAssumptions({ only }: LiveArguments) {
	const unknown = (only ?? []).filter((id) => !ALL_ASSUMPTIONS.some((one) => one.id === id));
	if (unknown.length > 0) throw new ArgumentError(`There is no assumption ${unknown.join(', ')}.`);
	return ALL_ASSUMPTIONS.filter(({ id }) => only?.includes(id) ?? true);
}

async function main(): Promise<number> {
	const args = parseLiveArguments(process.argv.slice(2));
	if (args.help) {
		writeLine(USAGE.trimEnd());
		return 0;
	}
	const assumptions = chooseAssumptions(args);
	const credential = readCredential(process.env);
	const means = { mayCreateExtractor: args.createExtractor, webhook: args.webhookUrl };
	const target = credential
		? readCleanCredential(credential).baseUrl.replace(/\/\/[^/@]*@/, '//')
		: 'Extend (EXTEND_API_KEY is not set)';
	writeLine(renderPlan(assumptions, means, target));
	if (!args.yes) {
		writeLine('Nothing was sent. Add --yes to do it.');
		return 0;
	}
	if (!credential) throw new ArgumentError('EXTEND_API_KEY is not set.');
	await initBinaryData('filesystem');
	const webhook =
		args.port === undefined ? undefined : await openWebhookReceiver(args.port, args.webhookUrl);
	try {
		const report = await runChecks({
			assumptions,
			credential,
			mayCreateExtractor: args.createExtractor,
			webhook,
			limitMs: args.minutes * 60_000,
			signal: stop.signal,
			onResult: (result) => writeLine(renderResult(result)),
			onCleanUp: () => writeLine('Deleting what was made …'),
		});
		writeLine(renderSummary(report));
		const folder = path.resolve(args.out);
		const date = new Date().toISOString().slice(0, 10);
		mkdirSync(folder, { recursive: true });
		const json = JSON.stringify({ date, target, ...report }, null, 2);
		writeFileSync(path.join(folder, 'live.json'), `${json}\n`);
		writeFileSync(path.join(folder, 'live.md'), renderMarkdown(report, target, date));
		writeLine(`Written to ${path.relative('.', folder) || '.'}/live.md and live.json.`);
		if (stop.signal.aborted) return 130;
		const isBad =
			report.left.length > 0 || report.results.some(({ state }) => state === 'not held');
		return isBad ? 1 : 0;
	} finally {
		await webhook?.close();
	}
}

// The removal takes a while, and a second Ctrl-C must not cut it off: SIGKILL is left for that.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
main()
	.catch((error: Error) => {
		process.stderr.write(`${error.message}\n`);
		return error instanceof ArgumentError ? 2 : 1;
	})
	.then((code) => process.exit(code));
