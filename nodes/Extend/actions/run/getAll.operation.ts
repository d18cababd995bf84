/** Run > Get Many: the runs of one kind. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { PAGE_SIZE } from '../../../shared/api/pagination';
import { listAll } from '../../../shared/api/requests';
import { RUN_KINDS, type RunKind } from '../../../shared/runs/kinds';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { simplifyRunSummary } from '../../../shared/output/runSummary';
import { filterByStarter } from '../../../shared/runs/startedBy';
import { listProperties, readLimit } from '../../parameters/list/limit';
import { InputError } from '../../../shared/errors/inputError';
import { readRunFilters, runFiltersProperty } from '../../parameters/list/runFilters';
import { readSimple, simpleProperty } from '../../parameters/output/simplify';
import { readSort, sortProperty } from '../../parameters/list/sort';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { ACTION_MESSAGES, OPERATION_ACTIONS } from '../messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	{
		displayName: 'Run Type',
		name: 'runType',
		type: 'options',
		noDataExpression: true,
		default: 'extract_run',
		description: "The type of runs to return. Extend can't list edit runs.",
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
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const type = params.text('runType', 'extract_run');
	const kind = RUN_KINDS.find(({ object, recovery }) => recovery && object === type);
	if (!kind) {
		const problem = new InputError(ACTION_MESSAGES.notListable({ type }));
		throw params.toError('Run Type', problem);
	}
	const limit = readLimit(params);
	const { query, startedBy } = readRunFilters(params, kind);
	const sort = readSort(params);
	const simple = readSimple(params);
	const filterPage = filterByStarter(api, kind, startedBy);
	const pageSize = Math.min(PAGE_SIZE, filterPage ? PAGE_SIZE : (limit ?? PAGE_SIZE));
	const run = async () => {
		const runs = await listAll(
			api,
			kind.path,
			{ ...query, ...toSortQuery(kind, sort, pageSize) },
			{ limit, action: OPERATION_ACTIONS.readList({ plural: `${kind.label}s` }), filterPage },
		);
		return runs.map((one) => ({
			json: simple ? simplifyRunSummary(one) : stripPresignedUrls(one),
		}));
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}

/** What else the query needs. The list of parse runs cannot be sorted, and some servers read `limit` there. */
function toSortQuery({ object }: RunKind, sort: IDataObject, pageSize: number): IDataObject {
	return object === 'parse_run' ? { limit: pageSize } : sort;
}
