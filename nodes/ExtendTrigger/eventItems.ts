/** An event as items. */
import type { IDataObject } from 'n8n-workflow';
import type { ExtendEvent } from '../shared/http/responses';
import { renameReserved } from '../shared/output/fieldNames';
import { requireInputError } from '../shared/errors/requireInputError';
import { stripPresignedUrls } from '../shared/output/presignedUrls';
import { runToItems } from '../shared/output/runToItems';
import { getRunDetails } from '../shared/output/shape/runDetails';
import { getSteps } from '../shared/output/simplifyRun';
import { toObject } from '../shared/utils/objects';
import { toText } from '../shared/utils/sanitize';
import type { TriggerSettings } from './types';

/**
 * The JSON of an event's items.
 * - `run`: the event as it is, without presigned URLs.
 * - `fields`, `rows`: the run as Extract, Run › Get and the like return it. `_extend` also has the event and the
 *   metadata that the run was started with, so that the workflow can match it. Payloads that are no runs stand
 *   at the top as they are.
 * An event whose rows cannot be determined is returned with its fields and the reason in `_extend.problem`.
 */
export function eventToItems(event: ExtendEvent, output: TriggerSettings['output']): IDataObject[] {
	const { eventId, eventType, payload } = event;
	if (output.mode === 'run') {
		return [{ eventId, eventType, payload: stripPresignedUrls(payload) }];
	}
	const details = { eventId, eventType, metadata: payload.metadata ?? null };
	const items = payloadToItems(payload, output);
	switch (getRunDetails(output)) {
		case 'none':
			return items;
		case 'columns':
			return items.map((item) => ({ ...item, extend_event_type: eventType }));
		default:
			return items.map(({ _extend, ...fields }) => ({
				...fields,
				_extend: { ...details, ...toObject(_extend) },
			}));
	}
}

function payloadToItems(payload: IDataObject, output: TriggerSettings['output']): IDataObject[] {
	const object = toText(payload.object);
	if (object === 'workflow_step_run') return [stepToItem(payload)];
	if (object.endsWith('_run')) return runToEventItems(payload, output);
	return [renameReserved(stripPresignedUrls(payload))];
}

function runToEventItems(run: IDataObject, output: TriggerSettings['output']): IDataObject[] {
	try {
		return runToItems(run, output).items;
	} catch (error) {
		const { message, hint } = requireInputError(error);
		const problem = [`${message}.`, hint].filter(Boolean).join(' ');
		const { items } = runToItems(run, { ...output, mode: 'fields' });
		return items.map(({ _extend, ...fields }) => ({
			...fields,
			_extend: { ...toObject(_extend), row: null, problem },
		}));
	}
}

function stepToItem(stepRun: IDataObject): IDataObject {
	const [step] = getSteps({ stepRuns: [stepRun] });
	const { id, workflowRunId } = stepRun;
	return { ...step, _extend: { runId: workflowRunId ?? null, stepRunId: id ?? null } };
}
