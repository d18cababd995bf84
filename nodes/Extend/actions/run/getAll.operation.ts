/** Run > Get Many: the runs of one kind. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listEntries, PAGE_SIZE } from '../../../shared/calls';
import { RUN_KINDS, type RunKind } from '../../../shared/runKinds';
import { simplifyRunSummary } from '../../../shared/runSummary';
import { choosesStartedBy } from '../../../shared/startedBy';
import { listProperties, readLimit } from '../../fields/list';
import { inputError } from '../../fields/problem';
import { InputProblem } from '../../../shared/problems';
import { readRunFilters, runFiltersProperty } from '../../fields/runFilters';
import { readSimple, simpleProperty } from '../../fields/simple';
import { readSort, sortProperty } from '../../fields/sort';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

export const description: INodeProperties[] = [
	{
		displayName: 'Run Type',
		name: 'runType',
		type: 'options',
		noDataExpression: true,
		default: 'extract_run',
		description: 'What kind of runs to list. Extend has no list of edit runs.',
		options: [
			{ name: 'Classify', value: 'classify_run' },
			{ name: 'Extract', value: 'extract_run' },
			{ name: 'Parse', value: 'parse_run' },
			{ name: 'Split', value: 'split_run' },
			{ name: 'Workflow', value: 'workflow_run' },
		],
	},
	...listProperties,
	runFiltersProperty,
	simpleProperty,
	{ ...sortProperty, displayOptions: { hide: { runType: ['parse_run'] } } },
];

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const type = context.getNodeParameter('runType', itemIndex, 'extract_run');
	const kind = RUN_KINDS.find(({ object, search }) => search && object === String(type));
	if (!kind) {
		const problem = new InputProblem(
			'',
			`"${String(type)}" cannot be listed`,
			'Choose a kind from the list, such as Extract.',
		);
		throw inputError(context, itemIndex, 'Run Type', problem);
	}
	const limit = readLimit(context, itemIndex);
	const { query, startedBy } = readRunFilters(context, itemIndex, kind);
	const sort = readSort(context, itemIndex);
	const simple = readSimple(context, itemIndex);
	const choose = choosesStartedBy(api, kind, startedBy);
	const pageSize = Math.min(PAGE_SIZE, choose ? PAGE_SIZE : (limit ?? PAGE_SIZE));
	const run = async () => {
		const runs = await listEntries(
			api,
			kind.path,
			{ ...query, ...orderOf(kind, sort, pageSize) },
			{ limit, doing: `reading the list of ${kind.label}s`, choose },
		);
		return runs.map((one) => ({ json: simple ? simplifyRunSummary(one) : one }));
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}

/** What else the query needs. The list of parse runs cannot be sorted, and some servers read `limit` there. */
function orderOf({ object }: RunKind, sort: IDataObject, pageSize: number): IDataObject {
	return object === 'parse_run' ? { limit: pageSize } : sort;
}
