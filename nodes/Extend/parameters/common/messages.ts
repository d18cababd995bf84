import { defineMessages } from '../../../shared/utils/messages';

const RANGES_HINT = 'Enter numbers and ranges separated by commas, e.g. 1-3, 5.';

interface RangeText {
	/** as it was entered */
	range: string;
}

interface EnteredValue {
	/** as it was entered, shortened */
	value: string;
}

export const PARAMETER_MESSAGES = defineMessages({
	/** stands before the message of an InputError, with a colon */
	check: ({ displayName }: { displayName: string }) => `Check '${displayName}'`,
	notANumber: ({ value }: EnteredValue) => ({
		message: `"${value}" isn't a number`,
		hint: 'Enter a number, or check the expression.',
	}),
	tooSmall: ({ value, min }: { value: number; min: number }) => ({
		message: `${value} is less than the minimum of ${min}`,
		hint: `Enter a number of ${min} or more.`,
	}),
	tooLarge: ({ value, max }: { value: number; max: number }) => ({
		message: `${value} is more than the maximum of ${max}`,
		hint: `Enter a number up to ${max}.`,
	}),
	notABoolean: ({ value }: EnteredValue) => ({
		message: `"${value}" isn't true or false`,
		hint: 'Turn it on or off, or check the expression.',
	}),
	/** `choices` are values, joined by commas */
	notAChoice: ({ value, choices }: EnteredValue & { choices: string }) => ({
		message: `"${value}" isn't one of the choices`,
		hint: `Check the expression. It can return: ${choices}.`,
	}),
	notAnObject: {
		message: "it isn't a JSON object",
		hint: 'Enter an object, e.g. { "advancedOptions": {} }.',
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
