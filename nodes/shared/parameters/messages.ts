import { defineMessages } from '../utils/messages';

const JSON_HINT =
	'Check for missing commas, quotes, or brackets. Names and text need double quotes.';

export const JSON_MESSAGES = defineMessages({
	empty: {
		message: 'the JSON is empty',
		hint: 'Enter JSON, e.g. { "total": 12.5 }.',
	},
	/** `reason` is the text of the JavaScript runtime */
	invalid: ({ reason }: { reason: string }) => ({
		message: `the JSON isn't valid: ${reason}`,
		hint: JSON_HINT,
	}),
	invalidAt: ({ line, column, reason }: { line: number; column: number; reason: string }) => ({
		message: `the JSON isn't valid at line ${line}, column ${column}: ${reason}`,
		hint: JSON_HINT,
	}),
});

export const PICKER_MESSAGES = defineMessages({
	/** `alternative` is one of the texts below, or of another table */
	empty: ({ displayName, alternative }: { displayName: string; alternative: string }) => ({
		message: `'${displayName}' is empty`,
		hint: `Select one, or ${alternative}.`,
	}),
	enterId: 'enter its ID',
	/** under the field in the editor */
	invalidId: 'Not a valid ID',
	invalidUrl: 'Not a valid Extend dashboard URL',
});
