/** Runs of the kinds that are not extract runs, made short: their result at the top, all else in `_extend`. */
import type { IDataObject } from 'n8n-workflow';
import { extractedFields } from './outputFields';
import { entryOf, isRecord, ownMember } from './records';
import { factsOf, numberOf, textOf, type SourceFacts } from './runFacts';
import { plainText } from './text';

type Simplify = (run: object) => IDataObject;

const BY_OBJECT: Readonly<Record<string, Simplify>> = {
	classify_run: classification,
	split_run: (run) => ({ parts: partsOf(run) }),
	parse_run: (run) => ({
		text: documentText(run),
		pageCount: numberOf(ownMember(ownMember(run, 'metrics'), 'pageCount')),
	}),
	edit_run: (run) => {
		const output = ownMember(run, 'output');
		return {
			filledValues: (ownMember(output, 'filledValues') ?? null) as IDataObject | null,
			editedFileId: textOf(ownMember(ownMember(output, 'editedFile'), 'id')),
		};
	},
};

/**
 * Takes a run of any kind but extract and workflow; returns the JSON of its one item. What is not known is
 * given as it is.
 */
export function simplifyRun(run: object, source: SourceFacts = {}): IDataObject {
	const simplify = entryOf(BY_OBJECT, plainText(ownMember(run, 'object')));
	if (!simplify) return run as IDataObject;
	return { ...simplify(run), _extend: factsOf(run, source) };
}

function classification(run: object): IDataObject {
	const output = ownMember(run, 'output');
	return {
		type: textOf(ownMember(output, 'type')),
		classificationId: textOf(ownMember(output, 'id')),
		confidence: numberOf(ownMember(output, 'confidence')),
		insights: (ownMember(output, 'insights') ?? []) as IDataObject[],
	};
}

/** The parts that a split run found, as the API gives them. */
export function partsOf(run: object): IDataObject[] {
	return records(ownMember(ownMember(run, 'output'), 'splits'));
}

/** The chunks of a parse run, as the API gives them. */
export function chunksOf(run: object): IDataObject[] {
	return records(ownMember(ownMember(run, 'output'), 'chunks'));
}

/** The text of the whole document of a parse run: its chunks, with an empty line between them. */
export function documentText(run: object): string {
	return chunksOf(run)
		.map(({ content }) => plainText(content))
		.join('\n\n');
}

function records(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value.filter(isRecord) as IDataObject[]) : [];
}

/** What a step of a workflow run came to, by what stands in its `result`. */
const RESULTS: Readonly<Record<string, Simplify>> = {
	extractRun: (run) => extractedFields(ownMember(run, 'output')) as IDataObject,
	classifyRun: classification,
	splitRun: (run) => ({ parts: partsOf(run) }),
	parseRun: (run) => ({ parseRunId: textOf(ownMember(run, 'id')) }),
};

/** The steps of a workflow run: name, type, status and what each came to. */
export function stepsOf(run: object): IDataObject[] {
	return records(ownMember(run, 'stepRuns')).map((stepRun) => {
		const step = ownMember(stepRun, 'step');
		const result = ownMember(stepRun, 'result');
		const kind = Object.keys(RESULTS).find((name) => isRecord(ownMember(result, name)));
		return {
			name: textOf(ownMember(step, 'name')),
			// The SDK reads `stepType`, other clients of Extend `step.type`.
			type: textOf(stepRun.stepType) ?? textOf(ownMember(step, 'type')),
			status: textOf(stepRun.status),
			result: kind
				? RESULTS[kind](ownMember(result, kind) as object)
				: ((result ?? null) as IDataObject | null),
		};
	});
}

/** The extract runs inside a workflow run, in the order of its steps. */
export function extractRunsOf(run: object): IDataObject[] {
	return records(ownMember(run, 'stepRuns'))
		.map((stepRun) => ownMember(ownMember(stepRun, 'result'), 'extractRun'))
		.filter(isRecord) as IDataObject[];
}
