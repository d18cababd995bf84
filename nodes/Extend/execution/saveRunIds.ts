/** Run IDs in the custom data of n8n's execution, by which n8n's list of executions can be filtered. */
import { ExtendApiError } from '../../shared/errors/apiError';
import type { ExecutionContext } from './executionContext';
import type { JobResult } from './types';

const DATA_KEY = 'extend_runs';
/** n8n keeps 512 characters and logs an error from 256 on. */
const MAX_LENGTH = 255;
const SEPARATOR = ' ';

interface CustomData {
	get(key: string): unknown;
	set(key: string, value: string): void;
}

/** Adds the runs of this execution of the node to those of other nodes, as many as n8n keeps. */
export function saveRunIds({ context, runIds }: ExecutionContext, results: JobResult[]): void {
	for (const result of results) {
		if (!('error' in result) || !(result.error instanceof ExtendApiError)) continue;
		const { runId } = result.error.details;
		if (runId !== undefined) runIds.add(runId);
	}
	if (runIds.size === 0) return;
	// `context.customData` is missing on n8n 1.x; the data of expressions has it everywhere but in some contexts.
	const { $execution } = context.getWorkflowDataProxy(0);
	const customData: CustomData | undefined = $execution?.customData;
	if (!customData) return;
	const saved = String(customData.get(DATA_KEY) ?? '');
	let text = saved;
	for (const id of runIds) {
		if (text.split(SEPARATOR).includes(id)) continue;
		const longer = text === '' ? id : `${text}${SEPARATOR}${id}`;
		if (longer.length > MAX_LENGTH) break;
		text = longer;
	}
	if (text !== saved) customData.set(DATA_KEY, text);
}
