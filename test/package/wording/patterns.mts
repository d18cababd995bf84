/** Words and turns that a text must not have. Rules have numbers, words of the glossary do not. */
import type { TextKind } from './texts.mts';

export interface Pattern {
	rule: string;
	pattern: RegExp;
	/** what to write instead */
	instead: string;
	/** where the words are an example of what a user enters */
	except?: readonly TextKind[];
}

/** A list of words as a pattern, with any of their endings in parentheses: `job(s)`. */
function words(list: string): RegExp {
	const alternatives = list
		.split(', ')
		.map((word) => word.replace(/\((\w+)\)/g, '(?:$1)?'))
		.join('|');
	return new RegExp(`(?<![\\w'-])(?:${alternatives})(?![\\w-])`, 'i');
}

const TWELVE_RULES: Pattern[] = [
	{
		rule: '1 product first',
		pattern: /\bof (Extend|n8n)\b(?!'| (workflow|file|run)s?\b)/,
		instead: 'an Extend workflow',
	},
	{ rule: '2 negate the verb', pattern: /\b(is|are|was|were) no\b/, instead: "isn't a" },
	{
		rule: '3 runs finish',
		pattern: /(n't|not) done\b|\b(is|are|was|were) (done|over)\b/,
		instead: "finished, in progress, didn't finish within 'Timeout'",
	},
	{
		rule: '4 the word of the industry',
		pattern: words('picture(s), texts, back and forth'),
		instead: 'image, text',
	},
	{
		rule: '5 name the actor',
		pattern: words(
			'says, say, knows, know, gives?, stand(s), travel(s), comes? out, came out, holds?, hand(s) over, lies, takes up, lives',
		),
		instead: 'n8n, Extend, the node or you as the subject',
	},
	{
		rule: '6 whole clauses',
		pattern: /\b(Empty|Several|None|Default|Off|On|If off|If on): /,
		instead: 'Defaults to ...',
	},
	{
		rule: '7 contractions',
		pattern:
			/\b(cannot|can not|(?:do|does|did|is|are|was|were|could|has|have|had|will|would|should) not)\b|\bit is [a-z]/i,
		instead: "can't, doesn't, it's",
	},
	{
		rule: '8 one idea per sentence',
		pattern: /\b(by|in|on|with|for|to|from) which\b|\bwhose\b|\bso that\b|\bthereby\b/,
		instead: 'two sentences',
	},
	{
		rule: '10 guidance for the AI',
		pattern: words('plain words, to mind, pay attention'),
		instead: 'Guidance for ...',
	},
	{
		rule: '11 who does what next',
		pattern:
			/\b[Rr]un it again(?!\.?$)|\bRun it again\b|\b[Ii]f it stays\b|\banew\b|\ball the same\b/,
		instead: 'Run the workflow again. If this keeps happening, ...',
	},
	{ rule: '12 no semicolon', pattern: /;/, instead: 'two sentences' },
	{ rule: '12 no dash', pattern: / [—–-] /, instead: 'two sentences' },
	{ rule: '12 e.g.', pattern: words('such as, for example, like for instance'), instead: 'e.g.' },
	{ rule: '12 in Options', pattern: /\bunder (Options|'\p{L})/u, instead: 'in Options' },
	{ rule: '12 Increase', pattern: /\b(Raise|Lower) '/, instead: "Increase 'Timeout'" },
	{
		rule: '12 Oxford comma',
		pattern:
			/(?:^|[.:] |\(|\be\.g\. )(?!(?:If|When|To|With|Without|For|Once|Like) )[^.,:;]{2,60}, (?!(?:and|or|but|then|so|for|by|use|check) )[^.,:;]{2,30}? (?:and|or) \S/,
		instead: 'one, two, and three',
	},
	{ rule: 'no please', pattern: /\bplease\b/i, instead: 'the imperative' },
	{ rule: 'no exclamation mark', pattern: /!/, instead: 'a period' },
	{ rule: 'present tense', pattern: /\b(will|won't|shall)\b/, instead: 'the present tense' },
	{
		rule: 'American spelling',
		pattern:
			/\b(cancelled|cancelling|colou?rs?(?<=our|ours)|behaviour|licence|e-mails?|grey|centre|\w+(?:ise|ised|ising|isation)(?<!(?:pre|otherw|ra|prom|superv|rev|adv|exerc|no|w|likew|compr|comprom)(?:ise|ised|ising|isation))|analyse\w*|catalogue|favourite|labelled|modelling)\b/i,
		instead: 'canceled, organize, license',
	},
];

/** The words of the column "never" of the glossary. */
const GLOSSARY: Pattern[] = [
	{ rule: 'document', pattern: words('case(s)'), instead: 'document' },
	{ rule: 'file', pattern: words('source file(s)'), instead: 'input file, file' },
	{ rule: 'run', pattern: words('job(s), the work, this work, a work'), instead: 'run' },
	{
		rule: 'field',
		pattern: words('member(s), box, boxes'),
		instead: 'field, form field, property',
	},
	{ rule: 'document type', pattern: words('class, classes, kind(s)'), instead: 'type' },
	{
		rule: 'chunk, document',
		pattern: /\bparts\b|\b(a|the|each|every|one|this) part\b/i,
		instead: 'chunk, document, row',
	},
	{ rule: 'response', pattern: words('answer(s), answered, lost answer'), instead: 'response' },
	{ rule: 'connection dropped', pattern: /\bgot lost\b/, instead: 'the connection dropped' },
	{ rule: 'retry', pattern: words('sent again, send again, sends again, anew'), instead: 'retry' },
	{ rule: 'finished', pattern: words('done, ready for use'), instead: 'finished' },
	{
		rule: 'billed',
		pattern: words('paid, pay, pays'),
		instead: 'billed, cost',
		// Of invoices.
		except: ['default', 'placeholder'],
	},
	{
		rule: 'reviewer',
		pattern: words('person(s), people, somebody, anybody, nobody, humans?'),
		instead: 'reviewer, someone',
	},
	{ rule: 'confidence', pattern: words('sure, doubtful, certain'), instead: 'confidence' },
	{ rule: 'URL', pattern: words('address(es), addressed, link(s)'), instead: 'URL, position' },
	{ rule: 'permissions', pattern: words('rights'), instead: 'permissions' },
	{
		rule: 'API key',
		pattern: /(?<!\bAPI |tracking )\bkeys?\b(?!\w)/i,
		instead: 'API key, name',
	},
	{
		rule: 'publish',
		pattern: words('activate(s), activated, activating, activation'),
		instead: 'publish',
	},
	{
		rule: 'skip',
		pattern: words('leave out, leaves out, left out, omit(s), omitted'),
		instead: 'skip',
	},
];

export const PATTERNS: readonly Pattern[] = [...TWELVE_RULES, ...GLOSSARY];

/** The first thing that each pattern finds in a text, apart from its placeholders. */
export function checkPatterns(kind: TextKind, text: string): string[] {
	const own = text
		.replace(/‹[^›]*›/g, '…')
		.replace(/<[^>]*>/g, ' ')
		// An example, or what the user wrote.
		.replace(/"[^"]*"/g, '"x"');
	return PATTERNS.filter(({ except = [] }) => !except.includes(kind)).flatMap(
		({ rule, pattern, instead }) => {
			const found = pattern.exec(own);
			return found ? [`${rule}: "${found[0].trim()}". Write: ${instead}`] : [];
		},
	);
}
