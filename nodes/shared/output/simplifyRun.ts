/** Runs of the kinds that are not extract runs, made short: their result at the top, all else in `_extend`. */
import type { IDataObject } from 'n8n-workflow';
import { getExtractedFields } from './fieldNames';
import { getOwn, isRecord } from '../utils/objects';
import { getRunInfo, toNumberOrNull, toStringOrNull, type DocumentOrigin } from './runInfo';
import { toText } from '../utils/sanitize';

type Simplify = (run: object) => IDataObject;

const BY_OBJECT: Readonly<Record<string, Simplify>> = {
	classify_run: classification,
	split_run: (run) => ({ parts: getSplits(run) }),
	parse_run: (run) => ({
		text: getDocumentText(run),
		pageCount: toNumberOrNull(getOwn(getOwn(run, 'metrics'), 'pageCount')),
	}),
	edit_run: (run) => {
		const output = getOwn(run, 'output');
		return {
			filledValues: (getOwn(output, 'filledValues') ?? null) as IDataObject | null,
			editedFileId: toStringOrNull(getOwn(getOwn(output, 'editedFile'), 'id')),
		};
	},
};

/**
 * Takes a run of any kind but extract and workflow; returns the JSON of its one item. What is not known is
 * given as it is.
 */
export function simplifyRun(run: object, source: DocumentOrigin = {}): IDataObject {
	const simplify = getOwn(BY_OBJECT, toText(getOwn(run, 'object')));
	if (!simplify) return run as IDataObject;
	return { ...simplify(run), _extend: getRunInfo(run, source) };
}

function classification(run: object): IDataObject {
	const output = getOwn(run, 'output');
	return {
		type: toStringOrNull(getOwn(output, 'type')),
		classificationId: toStringOrNull(getOwn(output, 'id')),
		confidence: toNumberOrNull(getOwn(output, 'confidence')),
		insights: (getOwn(output, 'insights') ?? []) as IDataObject[],
	};
}

/** The parts that a split run found, as the API gives them. */
export function getSplits(run: object): IDataObject[] {
	return records(getOwn(getOwn(run, 'output'), 'splits'));
}

/** The chunks of a parse run, as the API gives them. */
export function getChunks(run: object): IDataObject[] {
	return records(getOwn(getOwn(run, 'output'), 'chunks'));
}

/** The text of the whole document of a parse run: its chunks, with an empty line between them. */
export function getDocumentText(run: object): string {
	return getChunks(run)
		.map(({ content }) => toText(content))
		.join('\n\n');
}

function records(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value.filter(isRecord) as IDataObject[]) : [];
}

/** What a step of a workflow run came to, by what stands in its `result`. */
const RESULTS: Readonly<Record<string, Simplify>> = {
	extractRun: (run) => getExtractedFields(getOwn(run, 'output')) as IDataObject,
	classifyRun: classification,
	splitRun: (run) => ({ parts: getSplits(run) }),
	parseRun: (run) => ({ parseRunId: toStringOrNull(getOwn(run, 'id')) }),
};

/** The steps of a workflow run: name, type, status and what each came to. */
export function getSteps(run: object): IDataObject[] {
	return records(getOwn(run, 'stepRuns')).map((stepRun) => {
		const step = getOwn(stepRun, 'step');
		const result = getOwn(stepRun, 'result');
		const kind = Object.keys(RESULTS).find((name) => isRecord(getOwn(result, name)));
		return {
			name: toStringOrNull(getOwn(step, 'name')),
			// The SDK reads `stepType`, other clients of Extend `step.type`.
			type: toStringOrNull(stepRun.stepType) ?? toStringOrNull(getOwn(step, 'type')),
			status: toStringOrNull(stepRun.status),
			result: kind
				? RESULTS[kind](getOwn(result, kind) as object)
				: ((result ?? null) as IDataObject | null),
		};
	});
}

/** The extract runs inside a workflow run, in the order of its steps. */
export function getExtractRuns(run: object): IDataObject[] {
	return records(getOwn(run, 'stepRuns'))
		.map((stepRun) => getOwn(getOwn(stepRun, 'result'), 'extractRun'))
		.filter(isRecord) as IDataObject[];
}
