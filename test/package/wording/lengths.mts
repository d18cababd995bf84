/** How long each kind of text may be, as a user reads it at a glance. */
import { fillIn, hasId, type TextKind, type Wording } from './texts.mts';

export const MAX_LENGTHS: Readonly<Partial<Record<TextKind, number>>> = {
	action: 40,
	button: 24,
	errorDescription: 160,
	errorTitle: 60,
	hint: 100,
	label: 24,
	notice: 160,
	optionDescription: 90,
	optionName: 28,
	panel: 300,
	outputHint: 120,
	prose: 120,
	tooltip: 120,
};

/** An ID makes a title longer, and the user needs it. */
const MAX_TITLE_WITH_ID = 80;

export function checkLength({ kind, text }: Wording): string[] {
	const max = kind === 'errorTitle' && hasId(text) ? MAX_TITLE_WITH_ID : MAX_LENGTHS[kind];
	const { length } = fillIn(text).replace(/<[^>]*>/g, '');
	return max !== undefined && length > max ? [`length: ${length} of ${max} characters`] : [];
}
