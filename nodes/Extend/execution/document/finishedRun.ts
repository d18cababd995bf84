/** Runs as items: shared by all operations that emit what was extracted. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../../shared/http/responses';
import { ExtendApiError } from '../../../shared/errors/apiError';
import type { OutputSettings, RunItems } from '../../../shared/output/types';
import { InputError } from '../../../shared/errors/inputError';
import type { DocumentOrigin } from '../../../shared/output/runInfo';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { runToItems } from '../../../shared/output/runToItems';
import { listTables } from '../../../shared/schema';
import { readOptions } from '../../parameters/common/readOptions';
import { readOutput } from '../../parameters/output/runOutput';
import { readParameter } from '../../parameters/common/readParameter';
import type { ProcessorConfig } from '../../parameters/config/processorConfig';
import type { ExecutionContext } from '../executionContext';
import { requireInputError } from '../../../shared/errors/requireInputError';
import { DOCUMENT_MESSAGES } from './messages';

export type RunOutputSettings = Pick<OutputSettings, 'mode' | 'rowsField' | 'review'>;

/** How the items of a run look. Throws NodeOperationError. */
export function readRunOutputSettings(
	context: IExecuteFunctions,
	itemIndex: number,
): RunOutputSettings {
	const { reviewThreshold, minReviewScore } = readOptions(context, itemIndex);
	return {
		...readOutput(context, itemIndex),
		review: {
			...(typeof reviewThreshold === 'number' ? { reviewThreshold } : {}),
			...(typeof minReviewScore === 'number' ? { minReviewScore } : {}),
		},
	};
}

/** With a schema in this node it is known before any money is spent which table the rows come from. */
export function checkTable(
	context: IExecuteFunctions,
	itemIndex: number,
	config: ProcessorConfig,
	{ mode, rowsField }: RunOutputSettings,
): void {
	const schema = config.using === 'config' ? config.config.schema : undefined;
	if (mode !== 'rows' || schema === undefined) return;
	readParameter(context, itemIndex, 'Table', () => {
		const tables = listTables(schema).map(({ name }) => name);
		const names = tables.map((name) => `"${name}"`).join(', ');
		const properties = (schema as { properties?: IDataObject }).properties ?? {};
		if (rowsField === undefined && tables.length > 1) {
			throw new InputError(DOCUMENT_MESSAGES.severalTables({ names }));
		}
		if (rowsField !== undefined && !(rowsField in properties)) {
			const values = { name: rowsField, names };
			throw new InputError(
				names === '' ? DOCUMENT_MESSAGES.noTable(values) : DOCUMENT_MESSAGES.unknownTable(values),
			);
		}
	});
}

/** The items of a finished run. A result that cannot be given this shape is not lost: the error has its ID. */
export function finishedRunToItems(
	execution: ExecutionContext,
	run: Run,
	source: DocumentOrigin & { isComplete: boolean },
	output: RunOutputSettings,
): INodeExecutionData[] {
	if (!source.isComplete) return [{ json: stripPresignedUrls(run) }];
	const { items, hints } = shapeRun(run, source, output);
	for (const hint of hints) execution.hints.add('note', hint);
	if (items.some((json) => (json._extend as IDataObject | undefined)?.needsReview === true)) {
		if (output.mode !== 'run') execution.hints.add('needsReview');
	}
	return items.map((json) => ({ json }));
}

function shapeRun(
	run: Run,
	{ fileName, sourceField }: DocumentOrigin,
	output: RunOutputSettings,
): RunItems {
	let inputError: InputError;
	try {
		return runToItems(run, { ...output, fileName, sourceField });
	} catch (error) {
		inputError = requireInputError(error);
	}
	const { message: reason, hint } = inputError;
	const values = { runId: run.id, reason, hint };
	throw new ExtendApiError('INVALID_INPUT', DOCUMENT_MESSAGES.noItems(values), {
		runId: run.id,
		dashboardUrl: typeof run.dashboardUrl === 'string' ? run.dashboardUrl : undefined,
	});
}

/** A workflow run that waits for a reviewer or was rejected is a result, and the user should know. */
export function addReviewHint({ hints }: ExecutionContext, { status }: Run): void {
	if (status === 'NEEDS_REVIEW') hints.add('awaitsReview');
	if (status === 'REJECTED') hints.add('rejected');
}
