import { defineMessages } from '../../../shared/utils/messages';

export const WORKFLOW_OPTION_MESSAGES = defineMessages({
	/** `position` counts from 1 */
	secretRow: ({ position }: { position: number }) => `secret ${position}`,
	emptySecretName: { message: 'the name is empty', hint: 'Enter a name for each secret.' },
	invalidOutputs: {
		message: "it isn't a list of results",
		hint: 'Enter a list, e.g. [{ "processorId": "ex_...", "output": { "value": {} } }].',
	},
});
