import { defineMessages } from '../../../shared/utils/messages';

const RANGES_HINT = 'Enter numbers and ranges separated by commas, e.g. 1-3, 5.';

interface RangeText {
	/** as it was entered */
	range: string;
}

export const PARAMETER_MESSAGES = defineMessages({
	notAnObject: {
		message: "it isn't a JSON object",
		hint: 'Enter an object, e.g. { "advancedOptions": {} }.',
	},
	tooDeep: {
		message: 'the object has too many levels',
		hint: 'Remove some of the inner objects, or check the expression.',
	},
	notARange: ({ range }: RangeText) => ({
		message: `"${range}" isn't a valid range`,
		hint: RANGES_HINT,
	}),
	rangeBeforeOne: ({ range }: RangeText) => ({
		message: `"${range}" starts before 1`,
		hint: RANGES_HINT,
	}),
	rangeBackwards: ({ range }: RangeText) => ({
		message: `"${range}" ends before it starts`,
		hint: RANGES_HINT,
	}),
});
