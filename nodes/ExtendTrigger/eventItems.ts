/** An event as items. */
import type { IDataObject } from 'n8n-workflow';
import type { ExtendEvent } from '../shared/contract';
import { withFreeNames } from '../shared/outputFields';
import type { InputProblem } from '../shared/problems';
import { anyRunToItems, withoutPresignedUrls } from '../shared/runItems';
import { stepsOf } from '../shared/simplifyRun';
import { plainText } from '../shared/text';
import type { TriggerSettings } from './settings';

/**
 * Takes an event and the chosen output; returns the JSON of its items.
 * - `run`: the event as it is, without addresses that open files by themselves.
 * - `fields`, `rows`: the run as Extract, Run › Get and the like emit it; under `_extend` also the event, and
 *   the metadata that the run was started with, so that the workflow knows what it belongs to. Payloads that
 *   are no runs stand at the top as they are.
 * Never throws: an event whose rows are not clear comes with its fields, and says so in `_extend.problem`.
 */
export function eventItems(event: ExtendEvent, output: TriggerSettings['output']): IDataObject[] {
	const { eventId, eventType, payload } = event;
	if (output.mode === 'run') {
		return [{ eventId, eventType, payload: withoutPresignedUrls(payload) }];
	}
	const about = { eventId, eventType, metadata: payload.metadata ?? null };
	return simplified(payload, output).map(({ _extend, ...fields }) => ({
		...fields,
		_extend: { ...about, ...(_extend as IDataObject | undefined) },
	}));
}

function simplified(payload: IDataObject, output: TriggerSettings['output']): IDataObject[] {
	const object = plainText(payload.object);
	if (object === 'workflow_step_run') return [stepItem(payload)];
	if (object.endsWith('_run')) return runItems(payload, output);
	return [withFreeNames(payload) as IDataObject];
}

function runItems(run: IDataObject, output: TriggerSettings['output']): IDataObject[] {
	try {
		return anyRunToItems(run, output).items;
	} catch (error) {
		const { message, fix } = error as InputProblem;
		const problem = [`${message}.`, fix].filter(Boolean).join(' ');
		const { items } = anyRunToItems(run, { ...output, mode: 'fields' });
		return items.map(({ _extend, ...fields }) => ({
			...fields,
			_extend: { ...(_extend as IDataObject), row: null, problem },
		}));
	}
}

function stepItem(stepRun: IDataObject): IDataObject {
	const [step] = stepsOf({ stepRuns: [stepRun] });
	const { id, workflowRunId } = stepRun;
	return { ...step, _extend: { runId: workflowRunId ?? null, stepRunId: id ?? null } };
}
