/** API responses with unknown, missing, invalid, deep and huge content. */
import fc, { type Arbitrary } from 'fast-check';
import {
	anyJson,
	anyName,
	mostlyValid,
	arbitraryObject,
	openObject,
	plainName,
	scalar,
	smallJson,
} from './json.mts';

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
const entry = openObject({
	ocrConfidence: scalar,
	logprobsConfidence: scalar,
	reviewAgentScore: scalar,
	citations: mostlyValid(
		fc.array(openObject({ page: mostlyValid(openObject({ number: scalar })) }), { maxLength: 2 }),
	),
});
const table = fc.array(mostlyValid(arbitraryObject(anyName, smallJson, { max: 3 })), {
	maxLength: 3,
});
const value = arbitraryObject(anyName, fc.oneof(smallJson, table), { max: 5 });

const output = openObject({
	value: mostlyValid(value),
	metadata: mostlyValid(arbitraryObject(fc.oneof(path, anyName), mostlyValid(entry), { max: 4 })),
	type: mostlyValid(plainName),
	id: mostlyValid(id),
	confidence: scalar,
	insights: mostlyValid(fc.array(smallJson, { maxLength: 2 })),
	splits: mostlyValid(
		fc.array(mostlyValid(openObject({ type: mostlyValid(plainName) })), { maxLength: 3 }),
	),
	chunks: mostlyValid(
		fc.array(fc.record({ content: mostlyValid(plainName, 1) }), { maxLength: 3 }),
	),
	editedFile: mostlyValid(
		openObject({ id: mostlyValid(id), presignedUrl: mostlyValid(plainName) }),
	),
	filledValues: anyJson,
});

const edit = openObject({
	originalValue: smallJson,
	editedValue: smallJson,
	notes: mostlyValid(plainName),
	page: scalar,
	fieldType: mostlyValid(plainName),
});
const file = openObject({ id: mostlyValid(id), name: mostlyValid(plainName) });
const reason = fc.constantFrom(
	'OCR_ERROR',
	'SOMETHING_NEW',
	'constructor',
	'__proto__',
	'toString',
);

/** Fields of every run. Built twice, because the result of a step is a run as well. */
function arbitraryRun(more: Record<string, Arbitrary<unknown>>): Arbitrary<object> {
	return openObject({
		object: mostlyValid(fc.constantFrom(...OBJECTS), 40),
		id: mostlyValid(id),
		status: mostlyValid(status),
		output: mostlyValid(output, 30),
		initialOutput: mostlyValid(output),
		reviewedOutput: mostlyValid(output),
		reviewed: mostlyValid(fc.boolean()),
		edited: mostlyValid(fc.boolean()),
		edits: mostlyValid(arbitraryObject(fc.oneof(path, anyName), mostlyValid(edit), { max: 3 })),
		failureReason: mostlyValid(reason),
		failureMessage: mostlyValid(plainName),
		metadata: mostlyValid(arbitraryObject(anyName, smallJson, { max: 2 })),
		config: mostlyValid(openObject({ schema: mostlyValid(openObject({ properties: anyJson })) })),
		extractor: mostlyValid(file),
		file: mostlyValid(file),
		files: mostlyValid(fc.array(mostlyValid(file), { maxLength: 2 })),
		usage: mostlyValid(openObject({ credits: scalar, totalCredits: scalar })),
		metrics: mostlyValid(openObject({ pageCount: scalar })),
		outputUrl: mostlyValid(plainName),
		dashboardUrl: mostlyValid(plainName),
		...more,
	});
}

const step = openObject({
	step: mostlyValid(openObject({ name: mostlyValid(plainName), type: mostlyValid(plainName) })),
	stepType: mostlyValid(plainName),
	status: mostlyValid(status),
	result: mostlyValid(
		fc
			.tuple(
				fc.constantFrom('extractRun', 'classifyRun', 'splitRun', 'parseRun', 'toString', 'new'),
				arbitraryRun({}),
			)
			.map(([kind, run]) => ({ [kind]: run })),
	),
});

export const anyRun: Arbitrary<Record<string, unknown>> = arbitraryRun({
	stepRuns: mostlyValid(fc.array(mostlyValid(step, 30), { maxLength: 2 }), 30),
	reviewedByUser: mostlyValid(plainName),
	rejectionNote: mostlyValid(plainName),
}) as Arbitrary<Record<string, unknown>>;

/** A run, possibly partial, with an ID and a status. */
export const identifiedRun = fc
	.tuple(anyRun, status)
	.map(([run, state]) => ({ ...run, id: 'exr_1', status: state }));

export const anyEvent: Arbitrary<unknown> = mostlyValid(
	openObject({
		eventId: mostlyValid(id, 30),
		eventType: mostlyValid(fc.constantFrom('extract_run.processed', 'something.new'), 30),
		payload: mostlyValid(anyRun, 30),
	}),
);

export const anyPage: Arbitrary<unknown> = mostlyValid(
	openObject({
		object: fc.constant('list'),
		data: mostlyValid(
			fc.array(mostlyValid(openObject({ id: mostlyValid(id, 50) }), 50), { maxLength: 3 }),
			30,
		),
		nextPageToken: mostlyValid(fc.constantFrom('', 'dG9rZW4x==:c2ln', null)),
	}),
);

const envelope = openObject({
	code: mostlyValid(reason),
	message: mostlyValid(plainName),
	retryable: mostlyValid(fc.boolean()),
	requestId: mostlyValid(plainName),
	docUrl: mostlyValid(plainName),
});

export const anyBody: Arbitrary<unknown> = fc.oneof(
	mostlyValid(envelope),
	envelope.map((error) => ({ error })),
	anyRun,
	anyPage,
	anyJson,
	fc.constant(undefined),
);
