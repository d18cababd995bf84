import { defineMessages } from '../../../shared/utils/messages';

export const CLASSES_MESSAGES = defineMessages({
	/** `position` counts from 1 */
	row: ({ position }: { position: number }) => `class ${position}`,
	emptyType: { message: 'the type is empty', hint: 'Enter a name, such as invoice.' },
	repeatedType: ({ type }: { type: string }) => ({
		message: `"${type}" is there twice`,
		hint: 'Give each class its own name.',
	}),
	noClass: { message: 'there is no class', hint: 'Add one for each kind of document.' },
});

/** What to do instead of choosing a saved resource, after "Select one, or". */
export const ALTERNATIVES = defineMessages({
	extractUsing: "choose another way under 'Extract Using'",
	defineClasses: ({ usingName }: { usingName: string }) =>
		`choose 'Classes Defined Here' under '${usingName}'`,
});
