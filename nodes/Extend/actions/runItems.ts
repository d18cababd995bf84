/** Runs as items: shared by all operations that emit what was extracted. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../shared/contract';
import { ExtendProblem } from '../../shared/errors';
import type { OutputSettings, RunItems } from '../../shared/output';
import { InputProblem } from '../../shared/problems';
import type { SourceFacts } from '../../shared/runFacts';
import { anyRunToItems } from '../../shared/runItems';
import { listRowsFields } from '../../shared/schema';
import { rawOptions } from '../fields/options';
import { readOutput } from '../fields/output';
import { readParameter } from '../fields/problem';
import type { ProcessorConfig } from '../fields/processorConfig';
import type { NodeRun } from './nodeRun';

export type RunOutput = Pick<OutputSettings, 'mode' | 'rowsField' | 'review'>;

/** How the items of a run look. Throws NodeOperationError. */
export function readRunOutput(context: IExecuteFunctions, itemIndex: number): RunOutput {
	const { reviewThreshold, minReviewScore } = rawOptions(context, itemIndex);
	return {
		...readOutput(context, itemIndex),
		review: {
			...(typeof reviewThreshold === 'number' ? { reviewThreshold } : {}),
			...(typeof minReviewScore === 'number' ? { minReviewScore } : {}),
		},
	};
}

/** With a schema in this node it is known before any money is spent which table the rows come from. */
export function checkRows(
	context: IExecuteFunctions,
	itemIndex: number,
	config: ProcessorConfig,
	{ mode, rowsField }: RunOutput,
): void {
	const schema = config.using === 'config' ? config.config.schema : undefined;
	if (mode !== 'rows' || schema === undefined) return;
	readParameter(context, itemIndex, 'Table', () => {
		const tables = listRowsFields(schema).map(({ name }) => name);
		const names = tables.map((name) => `"${name}"`).join(', ');
		const properties = (schema as { properties?: IDataObject }).properties ?? {};
		if (rowsField === undefined && tables.length > 1) {
			throw new InputProblem('', `there are several tables: ${names}`, 'Choose one of them.');
		}
		if (rowsField !== undefined && !(rowsField in properties)) {
			const fix =
				names === '' ? 'Define a table among the fields.' : `Choose one of these: ${names}.`;
			throw new InputProblem('', `there is no table "${rowsField}"`, fix);
		}
	});
}

/** The items of a finished run. A result that cannot be given this shape is not lost: the error has its ID. */
export function runItems(
	nodeRun: NodeRun,
	run: Run,
	source: SourceFacts & { waited: boolean },
	output: RunOutput,
): INodeExecutionData[] {
	if (!source.waited) return [{ json: run }];
	const { items, hints } = shaped(run, source, output);
	for (const hint of hints) nodeRun.hints.add('note', hint);
	if (items.some((json) => (json._extend as IDataObject | undefined)?.needsReview === true)) {
		if (output.mode !== 'run') nodeRun.hints.add('needsReview');
	}
	return items.map((json) => ({ json }));
}

function shaped(run: Run, { fileName, sourceField }: SourceFacts, output: RunOutput): RunItems {
	let problem: InputProblem;
	try {
		return anyRunToItems(run, { ...output, fileName, sourceField });
	} catch (error) {
		problem = error as InputProblem;
	}
	throw new ExtendProblem({
		code: 'INVALID_INPUT',
		message: `The run ${run.id} is done, but its items could not be made: ${problem.message}`,
		description: problem.fix ?? '',
		runId: run.id,
		dashboardUrl: typeof run.dashboardUrl === 'string' ? run.dashboardUrl : undefined,
	});
}

/** A workflow run that waits for a person or was rejected is a result and no failure; the builder should know. */
export function addReviewHint({ hints }: NodeRun, { status }: Run): void {
	if (status === 'NEEDS_REVIEW') hints.add('awaitsReview');
	if (status === 'REJECTED') hints.add('rejected');
}
