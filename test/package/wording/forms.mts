/** The form of each kind of text: how it begins and ends. */
import type { TextKind, Wording } from './texts.mts';

/** One sentence has no period, several all have one. */
const SENTENCES: readonly TextKind[] = ['hint', 'notice', 'optionDescription', 'prose', 'tooltip'];
/** Shown as a paragraph, next to other sentences. */
const PARAGRAPHS: readonly TextKind[] = ['errorDescription', 'outputHint'];

interface Form {
	rule: string;
	holdsFor: (wording: Wording) => boolean;
	isMet: (text: string) => boolean;
}

const FORMS: readonly Form[] = [
	{
		rule: '9 a boolean begins with "Whether to"',
		holdsFor: ({ kind, type }) => kind === 'tooltip' && type === 'boolean',
		isMet: (text) => text.startsWith('Whether to '),
	},
	{
		rule: '9 only a boolean begins with "Whether"',
		holdsFor: ({ kind, type }) =>
			(kind === 'tooltip' && type !== 'boolean') || kind === 'optionDescription',
		isMet: (text) => !text.startsWith('Whether'),
	},
	{
		rule: '9 the description of an option is no article with a relative clause',
		holdsFor: ({ kind }) => kind === 'optionDescription',
		isMet: (text) => !/^(A|An|The) (\w+ ){1,4}(that|which|who|you|Extend|n8n) /.test(text),
	},
	{
		rule: 'one sentence has no period, several have one each',
		holdsFor: ({ kind }) => SENTENCES.includes(kind),
		isMet: (text) => text.endsWith('.') === countSentences(text) > 1,
	},
	{
		rule: 'each sentence ends with a period',
		holdsFor: ({ kind }) => PARAGRAPHS.includes(kind),
		isMet: (text) => /[.›]$/.test(text),
	},
	{
		rule: 'a title is one sentence without a period',
		holdsFor: ({ kind }) => kind === 'errorTitle',
		isMet: (text) => !text.endsWith('.') && countSentences(text) === 1,
	},
	{
		rule: 'an action has no article',
		holdsFor: ({ kind }) => kind === 'action',
		isMet: (text) => !/\b(a|an|the)\b/i.test(text),
	},
	{
		rule: 'a label does not end with a period or colon',
		holdsFor: ({ kind }) => ['action', 'button', 'label', 'optionName', 'title'].includes(kind),
		isMet: (text) => !/[.:]$/.test(text),
	},
];

export function checkForms(wording: Wording): string[] {
	const text = wording.text.trim();
	return FORMS.filter(({ holdsFor, isMet }) => holdsFor(wording) && !isMet(text)).map(
		({ rule }) => rule,
	);
}

/** An abbreviation, a number or a file type in the middle does not end a sentence. */
function countSentences(text: string): number {
	const plain = text.replace(/\b(e\.g|i\.e|etc)\./g, '').replace(/<[^>]*>/g, ' ');
	return plain.split(/[.?!](?=\s+["'‹(]?[\p{Lu}\d‹]|\s+n8n\b|\s*$)/u).filter((part) => part.trim())
		.length;
}
