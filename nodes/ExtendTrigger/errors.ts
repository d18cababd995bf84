import { NodeOperationError } from 'n8n-workflow';
import type { Message } from '../shared/utils/messages';
import type { TriggerContext } from './types';

/** The error that n8n shows when the trigger cannot be activated. */
export function toTriggerError(
	context: TriggerContext,
	{ message, hint }: Message,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description: hint });
}
