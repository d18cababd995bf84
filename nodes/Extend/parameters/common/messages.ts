import { defineMessages } from '../../../shared/utils/messages';

const RANGES_HINT = 'Write page numbers and ranges separated by commas, for example 1-3, 5.';

interface RangeText {
	/** as it was entered */
	range: string;
}

export const PARAMETER_MESSAGES = defineMessages({
	/** `reason` is the message of an InputError, with its path */
	cannotBeUsed: ({ displayName, reason }: { displayName: string; reason: string }) =>
		`'${displayName}' cannot be used: ${reason}`,
	notAnObject: {
		message: 'it is no JSON object',
		hint: 'Write an object, such as { "advancedOptions": {} }.',
	},
	notARange: ({ range }: RangeText) => ({
		message: `"${range}" is no range`,
		hint: RANGES_HINT,
	}),
	rangeBeforeOne: ({ range }: RangeText) => ({
		message: `"${range}" begins before 1`,
		hint: RANGES_HINT,
	}),
	rangeBackwards: ({ range }: RangeText) => ({
		message: `"${range}" ends before it begins`,
		hint: RANGES_HINT,
	}),
});
