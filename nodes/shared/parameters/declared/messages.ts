import { defineMessages } from '../../utils/messages';

interface EnteredValue {
	/** as it was entered, shortened */
	value: string;
}

/** What is wrong with the value of a parameter. */
export const VALUE_MESSAGES = defineMessages({
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
});
