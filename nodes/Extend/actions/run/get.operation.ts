/** Run > Get: a run of any kind, as it is now. */
import type { INodeProperties } from 'n8n-workflow';
import { CALL_TIMEOUT_MS } from '../../../shared/calls';
import { clock } from '../../../shared/clock';
import { fetchRun } from '../../../shared/runCalls';
import { optionsCollection } from '../../fields/options';
import { anyRunOutputProperties } from '../../fields/output';
import { reviewOptions } from '../../fields/reviewOptions';
import { runOptionsNamed } from '../../fields/runOptions';
import { readRunRef, runRefProperties } from '../../fields/runRef';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';
import { readRunOutput, runItems } from '../runItems';

export const description: INodeProperties[] = [
	...runRefProperties,
	...anyRunOutputProperties,
	optionsCollection(runOptionsNamed('concurrency'), reviewOptions),
];

/** One job per item. A run that failed or is not done comes out like any other: reading it went well. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const { context, api } = nodeRun;
	const { kind, id } = readRunRef(context, itemIndex);
	const output = readRunOutput(context, itemIndex);
	const run = async () => {
		const found = await fetchRun(api, kind, id, clock.now() + CALL_TIMEOUT_MS);
		return runItems(nodeRun, found, { waited: true }, output);
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}
