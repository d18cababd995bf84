import { defineMessages } from '../../../shared/utils/messages';

export const WORKFLOW_OPTION_MESSAGES = defineMessages({
	/** `position` counts from 1 */
	secretRow: ({ position }: { position: number }) => `secret ${position}`,
	emptySecretName: { message: 'the name is empty', hint: 'Give each secret a name.' },
	invalidOutputs: {
		message: 'it is no list of results',
		hint: 'Write a list such as [{ "processorId": "ex_...", "output": { "value": {} } }].',
	},
});
