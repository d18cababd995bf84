/** Runs the chosen operation for all items: everything is planned before anything is sent. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { AbortedError } from '../../shared/errors/apiError';
import { toNodeError } from '../../shared/errors/toNodeError';
import { ItemParameters } from '../../shared/parameters/nodeParameters';
import { createExecutionContext, type ExecutionContext } from '../execution/executionContext';
import { runDeletions, showHints } from '../execution/finishExecution';
import { toItems } from '../execution/jobItems';
import { planJobs, runJobs } from '../execution/jobs';
import { saveRunIds } from '../execution/saveRunIds';
import type { Operation } from '../execution/types';
import { ACTION_MESSAGES } from './messages';
import { splitByOutput } from './outputs';
import { findOperation } from './registry';

export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const first = new ItemParameters(this, 0);
	const operation = readOperation(first);
	const execution = await createExecutionContext(first);
	try {
		return splitByOutput(this, await runOperation(execution, operation));
	} finally {
		execution.leaveAccount();
	}
}

async function runOperation(
	execution: ExecutionContext,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const { context, api } = execution;
	const jobs = await planJobs(execution, operation);
	const results = await runJobs(execution, jobs);
	saveRunIds(execution, results);

	if (api.isStopped()) throw toNodeError(context.getNode(), new AbortedError());
	const items = results.flatMap((result) => toItems(context, result));
	await runDeletions(
		execution,
		results.some((result) => 'error' in result),
	);
	showHints(execution);
	return items;
}

function readOperation(first: ItemParameters): Operation {
	const resource = first.text('resource');
	const operation = first.text('operation');
	const found = findOperation(resource, operation);
	if (found) return found;
	const { message, hint } = ACTION_MESSAGES.unknownOperation({ resource, operation });
	throw new NodeOperationError(first.context.getNode(), message, { description: hint });
}
