/** Answers of the API as they may come one day: unknown, missing, wrong, deep and huge. */
import fc, { type Arbitrary } from 'fast-check';
import { anyJson, anyName, mostly, objectOf, open, plainName, scalar, smallJson } from './json.mts';

const OBJECTS = [
	'extract_run',
	'classify_run',
	'split_run',
	'parse_run',
	'edit_run',
	'workflow_run',
	'batch_run',
	'workflow_step_run',
	'parse_run_status',
	'something_run',
	'constructor',
	'toString_run',
	'__proto__',
];

const id = fc.constantFrom('exr_1', 'bpr_2', '');
const status = fc.constantFrom(
	'PENDING',
	'PROCESSED',
	'FAILED',
	'CANCELLED',
	'NEEDS_REVIEW',
	'SOMETHING_NEW',
	'constructor',
);
const path = fc.constantFrom(
	'a',
	'b',
	'line_items[0].a',
	'line_items[*]',
	'a.__proto__',
	'',
	'[0]',
);
const entry = open({
	ocrConfidence: scalar,
	logprobsConfidence: scalar,
	reviewAgentScore: scalar,
	citations: mostly(fc.array(open({ page: mostly(open({ number: scalar })) }), { maxLength: 2 })),
});
const table = fc.array(mostly(objectOf(anyName, smallJson, { max: 3 })), { maxLength: 3 });
const value = objectOf(anyName, fc.oneof(smallJson, table), { max: 5 });

const output = open({
	value: mostly(value),
	metadata: mostly(objectOf(fc.oneof(path, anyName), mostly(entry), { max: 4 })),
	type: mostly(plainName),
	id: mostly(id),
	confidence: scalar,
	insights: mostly(fc.array(smallJson, { maxLength: 2 })),
	splits: mostly(fc.array(mostly(open({ type: mostly(plainName) })), { maxLength: 3 })),
	chunks: mostly(fc.array(fc.record({ content: mostly(plainName, 1) }), { maxLength: 3 })),
	editedFile: mostly(open({ id: mostly(id), presignedUrl: mostly(plainName) })),
	filledValues: anyJson,
});

const edit = open({
	originalValue: smallJson,
	editedValue: smallJson,
	notes: mostly(plainName),
	page: scalar,
	fieldType: mostly(plainName),
});
const file = open({ id: mostly(id), name: mostly(plainName) });
const reason = fc.constantFrom(
	'OCR_ERROR',
	'SOMETHING_NEW',
	'constructor',
	'__proto__',
	'toString',
);

/** What every kind of run has; the result of a step is a run as well, so this is made twice. */
function runWith(more: Record<string, Arbitrary<unknown>>): Arbitrary<object> {
	return open({
		object: mostly(fc.constantFrom(...OBJECTS), 40),
		id: mostly(id),
		status: mostly(status),
		output: mostly(output, 30),
		initialOutput: mostly(output),
		reviewedOutput: mostly(output),
		reviewed: mostly(fc.boolean()),
		edited: mostly(fc.boolean()),
		edits: mostly(objectOf(fc.oneof(path, anyName), mostly(edit), { max: 3 })),
		failureReason: mostly(reason),
		failureMessage: mostly(plainName),
		metadata: mostly(objectOf(anyName, smallJson, { max: 2 })),
		config: mostly(open({ schema: mostly(open({ properties: anyJson })) })),
		extractor: mostly(file),
		file: mostly(file),
		files: mostly(fc.array(mostly(file), { maxLength: 2 })),
		usage: mostly(open({ credits: scalar, totalCredits: scalar })),
		metrics: mostly(open({ pageCount: scalar })),
		outputUrl: mostly(plainName),
		dashboardUrl: mostly(plainName),
		...more,
	});
}

const step = open({
	step: mostly(open({ name: mostly(plainName), type: mostly(plainName) })),
	stepType: mostly(plainName),
	status: mostly(status),
	result: mostly(
		fc
			.tuple(
				fc.constantFrom('extractRun', 'classifyRun', 'splitRun', 'parseRun', 'toString', 'new'),
				runWith({}),
			)
			.map(([kind, run]) => ({ [kind]: run })),
	),
});

export const anyRun: Arbitrary<Record<string, unknown>> = runWith({
	stepRuns: mostly(fc.array(mostly(step, 30), { maxLength: 2 }), 30),
	reviewedByUser: mostly(plainName),
	rejectionNote: mostly(plainName),
}) as Arbitrary<Record<string, unknown>>;

/** A run or a piece of one as the life cycle takes it: with an ID and a status. */
export const certainRun = fc
	.tuple(anyRun, status)
	.map(([run, state]) => ({ ...run, id: 'exr_1', status: state }));

export const anyEvent: Arbitrary<unknown> = mostly(
	open({
		eventId: mostly(id, 30),
		eventType: mostly(fc.constantFrom('extract_run.processed', 'something.new'), 30),
		payload: mostly(anyRun, 30),
	}),
);

export const anyPage: Arbitrary<unknown> = mostly(
	open({
		object: fc.constant('list'),
		data: mostly(fc.array(mostly(open({ id: mostly(id, 50) }), 50), { maxLength: 3 }), 30),
		nextPageToken: mostly(fc.constantFrom('', 'dG9rZW4x==:c2ln', null)),
	}),
);

const envelope = open({
	code: mostly(reason),
	message: mostly(plainName),
	retryable: mostly(fc.boolean()),
	requestId: mostly(plainName),
	docUrl: mostly(plainName),
});

export const anyBody: Arbitrary<unknown> = fc.oneof(
	mostly(envelope),
	envelope.map((error) => ({ error })),
	anyRun,
	anyPage,
	anyJson,
	fc.constant(undefined),
);
