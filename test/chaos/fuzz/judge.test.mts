/** The judge finds each planted fault, and nothing wrong with an execution that went well. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createFuzzCase, type FuzzCase } from './fuzzCase.mts';
import { judge } from './judge/index.mts';
import type { Observation, ObservedRun, ObservedStart } from './observation.mts';

const SECRET = 'sk_secret';

const one: FuzzCase = {
	...createFuzzCase(1, 0),
	operation: 'extract saved, async',
	documents: 2,
	source: 'binary',
	errors: 'items',
	tries: 1,
	waits: true,
	onLost: 'startAgain',
	tagRun: true,
	deleteAfter: 'nothing',
	maxCredits: undefined,
	timeoutS: 600,
	concurrency: 1,
	stopAt: undefined,
};

const start = (document: number, more: Partial<ObservedStart> = {}): ObservedStart => ({
	documents: [document],
	end: 'answered',
	isFalseRejection: false,
	lag: 0,
	at: 0,
	isAfterStop: false,
	isAfterDeletion: false,
	...more,
});
const run = (document: number, more: Partial<ObservedRun> = {}): ObservedRun => ({
	id: `exr_${document}`,
	document,
	status: 'PROCESSED',
	credits: 3,
	createdAt: 1000,
	...more,
});
const result = (document: number, json: IDataObject = {}): INodeExecutionData => ({
	json: { invoice_number: `10000${document}`, _extend: { runId: `exr_${document}` }, ...json },
	pairedItem: { item: document },
});
const failure = (document: number, error: IDataObject = {}): INodeExecutionData => ({
	json: { error: { message: 'It failed', description: 'Try again.', code: 'FAILED', ...error } },
	pairedItem: { item: document },
});

const GOOD: Observation = {
	one,
	items: [result(0), result(1)],
	errorItems: [],
	thrown: undefined,
	isCanceled: false,
	text: 'all is well',
	secrets: [SECRET],
	starts: [start(0), start(1)],
	runs: [run(0), run(1)],
	documentOfRun: new Map([
		['exr_0', 0],
		['exr_1', 1],
		['exr_again', 1],
	]),
	deletions: [],
	earlier: undefined,
	failedLists: 0,
	missingRuns: [],
	stop: undefined,
	openFiles: 0,
	stuck: 0,
	endedAt: 0,
	trace: [],
};
/** The second execution of a workflow: both documents came from the first one. */
const repeated: Partial<Observation> = {
	items: [0, 1].map((document) =>
		result(document, { _extend: { runId: `exr_${document}`, reused: true, credits: 0 } }),
	),
	starts: [],
	runs: [],
	earlier: { starts: [start(0), start(1)], runs: [run(0), run(1)] },
};
const billedAgain: Partial<Observation> = {
	...repeated,
	items: [repeated.items![0], result(1, { _extend: { runId: 'exr_again' } })],
	starts: [start(1)],
	runs: [run(1, { id: 'exr_again' })],
};
const again = run(1, { id: 'exr_again' });
const twice = { starts: [start(0), start(1), start(1)], runs: [run(0), run(1), again] };
const lost = start(1, { end: 'lost' });
const stopped: Partial<Observation> = {
	isCanceled: true,
	items: [],
	thrown: { message: 'The execution was canceled' },
	runs: [run(0), run(1, { status: 'PROCESSING' })],
	stop: { afterMs: 1000, lastSearchAt: 2000, failedSearches: 0, failedCleanUps: 0 },
};
const withCase = (more: Partial<FuzzCase>): FuzzCase => ({ ...one, ...more });

it('finds nothing wrong with an execution that went well', () => {
	expect(judge(GOOD)).toEqual([]);
	expect(judge({ ...GOOD, ...repeated })).toEqual([]);
});

const PLANTED: Array<[string, Partial<Observation>, RegExp]> = [
	['a document billed twice', twice, /document 1 billed 2 times/],
	[
		'a second start after a lost one whose run could be found',
		{ ...twice, starts: [start(0), { ...lost, lag: 4 }, start(1)] },
		/document 1 billed 2 times/,
	],
	[
		"a second start after a lost one with 'Fail'",
		{ one: withCase({ onLost: 'fail' }), starts: [start(0), lost, start(1)] },
		/document 1 started 2 times, 1 allowed/,
	],
	[
		'a third start after lost ones',
		{ starts: [start(0), lost, lost, start(1)] },
		/document 1 started 3 times, 2 allowed/,
	],
	['a run of nobody', { runs: [run(0), run(1), run(-1)] }, /exr_-1 of no document/],
	[
		'another run when enough is spent',
		{ one: withCase({ maxCredits: 3 }) },
		/another run after 3 of 3 credits/,
	],
	['a document that is billed again', billedAgain, /document 1 started again, but exr_1 has it/],
	[
		'a reused result that costs something',
		{ ...repeated, items: [result(0, { _extend: { runId: 'exr_0', reused: true, credits: 3 } })] },
		/reused exr_0 costs 3/,
	],
	[
		'a deleted run of the first execution',
		{ ...repeated, deletions: [{ id: 'exr_0', document: 0 }] },
		/reused exr_0 was deleted/,
	],
	['a lost item', { items: [result(0)] }, /item 1 is lost/],
	['a result beside an error', { errorItems: [failure(1)] }, /item 1 has a result and an error/],
	['a wrong order', { items: [result(1), result(0)] }, /order 1,0/],
	[
		'the result of another run',
		{ items: [result(0), result(1, { _extend: { runId: 'exr_0' } })] },
		/item 1 has run exr_0 of document 0/,
	],
	[
		'the values of another document',
		{ items: [result(0), result(1, { invoice_number: '100000' })] },
		/item 1 has 100000/,
	],
	[
		'an error that hides a billed run',
		{ items: [result(0), failure(1)] },
		/item 1 was billed, and its error hides it/,
	],
	[
		'a node that fails although it should go on',
		{ items: [], thrown: { message: 'It failed', description: 'Try again.' } },
		/thrown: It failed/,
	],
	[
		'an error among the results',
		{ one: withCase({ errors: 'branch' }), items: [result(0), failure(1, { runId: 'exr_1' })] },
		/an error among the results/,
	],
	['a secret', { text: `error: ${SECRET}` }, /shows sk_secret/],
	['an open file', { openFiles: 1 }, /1 files left open/],
	['a run that goes on after Stop', stopped, /run exr_1 goes on after Stop/],
	[
		'a start after Stop',
		{ ...stopped, starts: [start(0), start(1, { isAfterStop: true })], runs: [] },
		/1 starts after Stop/,
	],
	['a deletion that nobody wants', { deletions: [{ id: 'exr_0', document: 0 }] }, /was deleted/],
	[
		'a deletion although an item failed',
		{
			one: withCase({ deleteAfter: 'run' }),
			deletions: [{ id: 'exr_0', document: 0 }],
			items: [result(0), failure(1, { runId: 'exr_1' })],
		},
		/deleted although an item failed/,
	],
	[
		'a deleted file that was there before',
		{
			one: withCase({ deleteAfter: 'both', source: 'fileId' }),
			deletions: [{ id: 'file_0', document: 0 }],
		},
		/file_0 was deleted, which was there before/,
	],
	[
		'a start after a deletion',
		{
			one: withCase({ deleteAfter: 'run' }),
			deletions: [{ id: 'exr_0', document: 0 }],
			starts: [start(0), start(1, { isAfterDeletion: true })],
		},
		/a start after a deletion/,
	],
];

it.each(PLANTED)('finds %s', (_name, planted, violation) => {
	expect(judge({ ...GOOD, ...planted }).join('\n')).toMatch(violation);
});

const ALLOWED: Array<[string, Partial<Observation>]> = [
	[
		'a second bill when Extend said that it rejected a start which it took',
		{
			...twice,
			starts: [start(0), start(1, { end: 'rejected', isFalseRejection: true }), start(1)],
		},
	],
	[
		'a second bill when a lost run was hidden for as long as it was searched',
		{ ...twice, starts: [start(0), { ...lost, lag: 9 }, start(1)] },
	],
	[
		'another start after a run that failed',
		{ ...twice, runs: [run(0), run(1, { id: 'exr_again', status: 'FAILED' }), run(1)] },
	],
	['another start when the list could not be read', { ...billedAgain, failedLists: 1 }],
	['another start when Extend denied the run', { ...billedAgain, missingRuns: ['exr_1'] }],
	[
		'another start when the list did not show the run',
		{ ...billedAgain, earlier: { ...repeated.earlier!, starts: [start(0), start(1, { lag: 1 })] } },
	],
	[
		'another start after a run of the first execution that failed',
		{ ...billedAgain, earlier: { starts: [], runs: [run(0), run(1, { status: 'FAILED' })] } },
	],
	[
		'a run that Extend did not let us cancel',
		{ ...stopped, stop: { ...stopped.stop!, failedCleanUps: 1 } },
	],
];

it.each(ALLOWED)('allows %s', (_name, seen) => {
	expect(judge({ ...GOOD, ...seen })).toEqual([]);
});

it('makes the same case of the same seed and index', () => {
	expect(createFuzzCase(7, 3)).toEqual(createFuzzCase(7, 3));
	expect(createFuzzCase(7, 3)).not.toEqual({ ...createFuzzCase(7, 4), index: 3 });
});
