/**
 * Runs the node in n8n's engine in a separate process that may be killed at any time:
 * node test/support/run.cjs test/chaos/killableRun-cli.mts <JSON>
 * Prints the result as one line of JSON.
 */
import type { IDataObject } from 'n8n-workflow';
import { runExtend } from '../support/extendNode.mts';
import { createInvoiceText, storeBinary } from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';

export interface KillableRunInput {
	url: string;
	apiKey: string;
	parameters: IDataObject;
	options: IDataObject;
	numbers: number[];
	/** size of each document */
	bytes: number;
}

async function main(work: KillableRunInput): Promise<void> {
	await initBinaryData('filesystem');
	const items = [];
	for (const number of work.numbers) {
		const text = createInvoiceText(number).padEnd(work.bytes, ' ');
		items.push({ json: {}, binary: { data: await storeBinary(text, `${number}.txt`) } });
	}
	const { items: out, thrown } = await runExtend({
		emulator: work,
		items,
		parameters: work.parameters,
		options: work.options,
		node: { onError: 'continueRegularOutput' },
	});
	const errors = out.filter(({ json }) => json.error).map(({ json }) => json.error);
	console.log(
		JSON.stringify({ done: out.length - errors.length, errors, thrown: thrown?.message }),
	);
}

main(JSON.parse(process.argv[2]) as KillableRunInput).then(
	// What is left behind gets a moment to fail.
	() => void setTimeout(() => process.exit(0), 50),
	(error: Error) => {
		console.error(error.stack);
		process.exit(1);
	},
);
