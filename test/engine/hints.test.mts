/** What a builder is told under the output: each kind of hint once, however many items, and nothing more. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { byId, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import {
	createInvoiceItem,
	createInvoiceText,
	storeBinary,
	useEmulator,
} from '../support/fixtures.mts';
import { startRunViaApi } from '../support/startRuns.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { SAVED_EXTRACTOR } from '../support/invoiceRuns.mts';

const emulator = useEmulator();
useVirtualClock(clock);

let invoices: INodeExecutionData[];
beforeAll(async () => {
	invoices = await Promise.all([1, 2, 3, 4].map(async (number) => await createInvoiceItem(number)));
});

const asText = { documentSource: 'text', text: createInvoiceText(1) };
const match = { method: 'POST', path: '/extract' };
const unsure = {
	output: { value: { total: 1 }, metadata: { total: { ocrConfidence: 0.1 } } },
	times: 4,
};

/** One run of an extraction costs 2 credits, and its parsing 1. */
const COST = '4 documents cost 12 credits.';

/** With a limit of credits, which makes the node tell what the documents cost. */
const run = async ({ options, ...more }: Partial<RunExtendOptions> = {}) => {
	const { hints, thrown } = await runExtend({
		emulator,
		items: invoices,
		options: { maxCredits: 1000, ...options },
		...more,
	});
	expect(thrown?.message).toBeUndefined();
	return hints;
};

describe('an ordinary run that goes well', () => {
	it('says what it cost and no more', async () => {
		expect(await run()).toEqual([COST]);
	});

	it('says nothing where nobody asked for a limit', async () => {
		expect(await run({ options: { maxCredits: undefined } })).toEqual([]);
	});

	it.each([
		['a start that nobody waits for', { waitForCompletion: false }, []],
		[
			'several files in one run',
			{ combineFiles: 'allItems' },
			[expect.stringMatching(/^4 documents cost \d+ credits\.$/) as string],
		],
		['a list', { resource: 'extractor', operation: 'getAll' }, []],
	])('%s', async (_what, parameters: IDataObject, expected) => {
		expect(await run({ parameters })).toEqual(expected);
	});

	it.each([
		['no usage', { usage: null }, []],
		['a usage of nothing', { usage: { credits: 0, totalCredits: 0 } }, []],
		['fractions', { usage: { totalCredits: 0.35 } }, ['2 documents cost 0.7 credits.']],
		['one credit', { usage: { credits: 0.5 } }, ['2 documents cost 1 credit.']],
	])('with %s', async (_what, extra, expected) => {
		emulator.nextRun({ extra, times: 2 });
		expect(await run({ items: invoices.slice(0, 2) })).toEqual(expected);
	});
});

describe('what it cost is told', () => {
	it('not after a wait for runs that were started elsewhere: their items have it', async () => {
		const ids = [
			await startRunViaApi(emulator, 'extract'),
			await startRunViaApi(emulator, 'extract'),
		];
		const onRuns = { items: ids.map((id) => ({ json: { id } })) };
		const parameters = { resource: 'run', runId: '={{ $json.id }}' };
		const waited = await run({ ...onRuns, parameters: { ...parameters, operation: 'wait' } });
		expect(waited).toEqual([]);
		expect(await run({ ...onRuns, parameters: { ...parameters, operation: 'get' } })).toEqual([]);
	});

	it('after a batch, and with the results of one that was only started', async () => {
		const parameters = { resource: 'batch', runType: 'extract_run', ...SAVED_EXTRACTOR, ...asText };
		expect(await run({ parameters: { ...parameters, operation: 'start' } })).toEqual([COST]);

		const started = await runExtend({
			emulator,
			items: invoices,
			parameters: { ...parameters, operation: 'start', waitForCompletion: false },
		});
		expect(started.hints).toEqual([]);
		const [{ json }] = started.items;
		const notes = await run({
			items: [{ json: {} }],
			parameters: { resource: 'batch', operation: 'getResults', batchId: json.id },
		});
		expect(notes).toEqual([COST]);
	});
});

describe('each kind shows once, however many items', () => {
	const lost = (when: 'before' | 'after') =>
		emulator.faults.add({
			kind: 'reset',
			when,
			match: { ...match, path: '/extract(_runs)?' },
			times: 3,
		});
	const failed = (fault: IDataObject) =>
		emulator.faults.add({ kind: 'status', times: 2, status: 500, ...fault });

	const KINDS: Array<[string, () => void, Partial<RunExtendOptions>, string[]]> = [
		[
			'slowed by the rate limit',
			() => failed({ status: 429, headers: { 'retry-after': '1' }, body: '', match }),
			{},
			["n8n slowed down 2 times because of Extend's rate limit.", COST],
		],
		[
			'sent again',
			() => failed({ match: { path: '/files/upload' } }),
			{},
			['n8n retried 2 requests after a connection issue.', COST],
		],
		[
			'found again after a lost answer',
			() => lost('after'),
			{},
			[
				"The connection dropped 3 times. n8n found the run and reused it, so you weren't billed twice.",
				COST,
			],
		],
		[
			'started again after a lost answer',
			() => lost('before'),
			{},
			["The connection dropped 3 times. n8n couldn't find the run, so it started a new one.", COST],
		],
		[
			'needs review',
			() => emulator.nextRun(unsure),
			{ parameters: { output: 'fields' } },
			["Review 4 documents. Check 'needsReview' in the output.", COST],
		],
		[
			'no scores to tell whether it needs review',
			() => undefined,
			{ parameters: { output: 'fields', reviewOptions: { reviewScoreThreshold: 3 } } },
			[
				"'needsReview' is empty because the run has no confidence scores. Turn on 'Citations' or 'Review Agent'.",
				COST,
			],
		],
		[
			'the draft was used',
			() => undefined,
			{
				mode: 'trigger',
				parameters: {
					...SAVED_EXTRACTOR,
					extractorVersion: { __rl: true, mode: 'list', value: 'draft' },
				},
			},
			[
				`This node uses a draft (${seededIds.invoices}), which changes with every edit. Publish a version and select it here.`,
				COST,
			],
		],
		[
			'the cap was reached',
			() => undefined,
			{
				options: { maxCredits: 4, concurrency: 1 },
				node: { onError: 'continueRegularOutput' },
			},
			[
				"n8n didn't start 2 documents because 'Max Credits' was reached.",
				"Runs in progress when 'Max Credits' was reached cost 2 credits more.",
				'2 documents cost 6 credits.',
			],
		],
		[
			'a run failed and is wanted all the same',
			() => emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE', times: 2 }),
			{ options: { onFailedRun: 'return' } },
			[
				"2 runs failed or were canceled. The output includes them because of 'On Failed Run'.",
				'2 documents cost 6 credits.',
			],
		],
		[
			'could not be deleted',
			() => failed({ status: 403, match: { method: 'DELETE', path: '/files/.*' } }),
			{ options: { deleteAfter: 'file' } },
			[
				expect.stringMatching(
					/^Couldn't delete 2 files or runs in Extend: file_\w+, file_\w+\.$/,
				) as string,
				COST,
			],
		],
	];

	it.each(KINDS)('%s', async (_kind, provoke, more, expected) => {
		provoke();
		expect(await run(more)).toEqual(expected);
	});

	it('skipped files', async () => {
		const items = await Promise.all(
			invoices.map(async ({ json, binary }, index) => ({
				json,
				binary: { ...binary, other: await storeBinary('x', `${index}.ics`, 'text/calendar') },
			})),
		);
		const parameters = { binaryPropertyName: '*' };
		expect(await run({ items, parameters, options: { skipUnsupported: true } })).toEqual([
			'Skipped 4 files: 0.ics, 1.ics, 2.ics, 3.ics.',
			COST,
		]);
	});

	it.each([
		[
			'NEEDS_REVIEW',
			"Extend is waiting for a review of 4 documents. Use 'Wait for Review' or the Extend Trigger to continue after it.",
		],
		['REJECTED', 'A reviewer rejected 4 documents.'],
	])('a workflow run that ends as %s', async (status, sentence) => {
		emulator.nextRun({ status, times: 4, match: { kind: 'workflow_run' } });
		const parameters = { resource: 'workflow', operation: 'run', workflow: byId(seededIds.plain) };
		const notes = await run({ parameters });
		expect(notes[0]).toBe(sentence);
		expect(notes.slice(1)).toEqual([expect.stringMatching(/^4 documents cost \d+ credits\.$/)]);
	});
});
