/** Run > Get: a run of any kind, as it is now. */
import type { INodeProperties } from 'n8n-workflow';
import { CALL_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { clock } from '../../../shared/utils/clock';
import { fetchRun } from '../../../shared/runs/runRequests';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { outputOptionsCollection } from '../../../shared/parameters/output/outputOptions';
import { readOutputSettings } from '../../../shared/parameters/output/readOutputSettings';
import { anyRunOutputProperties } from '../../parameters/output/runOutput';
import { reviewProperties } from '../../../shared/parameters/output/reviewOptions';
import { runOptionsNamed } from '../../parameters/run/runOptions';
import { readRunRef, runRefProperties } from '../../parameters/reference/runReference';
import type { ExecutionContext } from '../../execution/executionContext';
import { toRunItems } from '../../execution/output/runItems';
import type { Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	...runRefProperties,
	...anyRunOutputProperties,
	optionsCollection(runOptionsNamed('concurrency')),
	...reviewProperties({ configuresRun: false }),
	outputOptionsCollection({ hasFile: false, citations: 'extractor' }),
];

/** A run that failed or is not done comes out like any other: reading it succeeded. */
export function plan(execution: ExecutionContext, params: ItemParameters): Job[] {
	const { api } = execution;
	const { kind, id } = readRunRef(params);
	const output = readOutputSettings(params);
	const run = async () => {
		const current = await fetchRun(api, kind, id, clock.now() + CALL_TIMEOUT_MS);
		return toRunItems(execution, current, { isComplete: true }, output);
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
