/** One item for a run that is no extract run: its result at the top, everything else under `_extend`. */
import type { IDataObject } from 'n8n-workflow';
import { getExtractedFields } from './fieldNames';
import { getOwn, isRecord, toObject, toRecords, type JsonValue } from '../utils/objects';
import { stripPresignedUrls } from './presignedUrls';
import { getOutputData } from './pageData';
import { getRunInfo, toNumberOrNull, toStringOrNull, type DocumentOrigin } from './runInfo';
import { getRunRemainder, toItem } from './shape/runDetails';
import type { OutputSettings } from './types';
import { toText } from '../utils/sanitize';

type Simplify = (run: object) => IDataObject;

/** The result of a run, by `object` of the API. */
const SIMPLIFY_BY_OBJECT: Readonly<Record<string, Simplify>> = {
	classify_run: simplifyClassification,
	split_run: (run) => ({ parts: getSplits(run) }),
	parse_run: (run) => ({
		text: getDocumentText(run),
		pageCount: toNumberOrNull(getOwn(getOwn(run, 'metrics'), 'pageCount')),
		...getOutputData(run),
	}),
	edit_run: (run) => {
		const output = getOwn(run, 'output');
		return {
			filledValues: getOwn(output, 'filledValues') ?? null,
			editedFileId: toStringOrNull(getOwn(getOwn(output, 'editedFile'), 'id')),
		};
	},
};

/**
 * The JSON of the item: the result at the top, the run without it under `_extend`. A run of another kind (extract,
 * workflow, batch, unknown) keeps its form.
 */
export function simplifyRun(
	run: object,
	source: DocumentOrigin & Pick<OutputSettings, 'shape'> = {},
): IDataObject {
	const simplify = getOwn(SIMPLIFY_BY_OBJECT, toText(getOwn(run, 'object')));
	if (!simplify) return stripPresignedUrls(toObject(run) ?? {});
	const settings: OutputSettings = { mode: 'fields', ...source };
	return toItem(simplify(run), getRunInfo(run, source), settings, getRunRemainder(run, settings));
}

function simplifyClassification(run: object): IDataObject {
	const output = getOwn(run, 'output');
	return {
		type: toStringOrNull(getOwn(output, 'type')),
		classificationId: toStringOrNull(getOwn(output, 'id')),
		confidence: toNumberOrNull(getOwn(output, 'confidence')),
		insights: getOwn(output, 'insights') ?? [],
	};
}

export function getSplits(run: object): IDataObject[] {
	return toRecords(getOwn(getOwn(run, 'output'), 'splits'));
}

export function getChunks(run: object): IDataObject[] {
	return toRecords(getOwn(getOwn(run, 'output'), 'chunks'));
}

/** The text of a parse run's whole document: its chunks, separated by an empty line. */
export function getDocumentText(run: object): string {
	return getChunks(run)
		.map(({ content }) => toText(content))
		.join('\n\n');
}

/** The result of a workflow step, by the run in `result` of its step run. */
const SIMPLIFY_BY_STEP_RESULT: Readonly<Record<string, Simplify>> = {
	extractRun: (run) => getExtractedFields(getOwn(run, 'output')),
	classifyRun: simplifyClassification,
	splitRun: (run) => ({ parts: getSplits(run) }),
	parseRun: (run) => ({ parseRunId: toStringOrNull(getOwn(run, 'id')) }),
};

/** Name, type, status and result of each step of a workflow run. */
export function getSteps(run: object): IDataObject[] {
	return toRecords(getOwn(run, 'stepRuns')).map((stepRun) => {
		const step = getOwn(stepRun, 'step');
		return {
			name: toStringOrNull(getOwn(step, 'name')),
			// Extend's SDK reads `stepType`, other clients read `step.type`.
			type: toStringOrNull(stepRun.stepType) ?? toStringOrNull(getOwn(step, 'type')),
			status: toStringOrNull(stepRun.status),
			result: simplifyStepResult(getOwn(stepRun, 'result')),
		};
	});
}

function simplifyStepResult(result: JsonValue): JsonValue {
	for (const [name, simplify] of Object.entries(SIMPLIFY_BY_STEP_RESULT)) {
		const run = getOwn(result, name);
		if (isRecord(run)) return simplify(run);
	}
	const whole = toObject(result);
	return whole ? stripPresignedUrls(whole) : (result ?? null);
}

/** The extract run inside a workflow run; undefined when it has none or several. */
export function getOnlyExtractRun(run: object): IDataObject | undefined {
	const [only, ...others] = toRecords(getOwn(run, 'stepRuns'))
		.map((stepRun) => toObject(getOwn(getOwn(stepRun, 'result'), 'extractRun')))
		.filter((extractRun) => extractRun !== undefined);
	return others.length === 0 ? only : undefined;
}
