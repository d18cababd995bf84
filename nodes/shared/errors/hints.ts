/** What a builder wants to know after a run that went well, and no more. Shown once under the output. */

import { escapeMarkup } from '../utils/sanitize';

/** How many names a hint lists before it only counts. */
const MAX_NAMES = 5;

export interface Hints {
	/** Counts one occurrence; `name` says where (a file, an extractor), for hints that list names. */
	add(hint: HintKind, name?: string): void;
	/** The sentences, one per kind that occurred. */
	toMessages(): string[];
}

const HINTS = {
	recovered: (n: number) =>
		`The answer of Extend got lost ${countTimes(n)}. What was started was found again and used, so nothing was paid twice.`,
	startedAgain: (n: number) =>
		`The answer of Extend got lost ${countTimes(n)} and no run was found there, so it was started again.`,
	batchByKey: () =>
		"The answer of Extend got lost, and with it the ID of the batch. The 'id' in the output stands in its place: Batch > Get and Batch > Get Results take it.",
	skipped: (n: number, names: string[]) => `${countFiles(n)} skipped: ${joinNames(names)}.`,
	needsReview: (n: number) =>
		`${countDocuments(n)} should be reviewed: see 'needsReview' in the output.`,
	awaitsReview: (n: number) =>
		`${countDocuments(n)} ${n === 1 ? 'waits' : 'wait'} for a review in Extend. To go on only after it, turn on 'Wait for Review' in Workflow > Run or Run > Wait, or start a workflow with the Extend Trigger.`,
	notDone: (n: number) =>
		`${n === 1 ? 'One run is' : `${n} runs are`} not done yet and came out as ${n === 1 ? 'it is' : 'they are'} now. Get the results again later.`,
	unknownStatus: (n, names) =>
		`${n === 1 ? 'One run' : `${n} runs`} had a status that this node does not know (${joinNames(names)}) and came out as ${n === 1 ? 'it is' : 'they are'}.`,
	rejected: (n: number) =>
		`${countDocuments(n)} ${n === 1 ? 'was' : 'were'} rejected in the review.`,
	draft: (_n: number, names: string[]) =>
		`The draft version was used (${joinNames(names)}). It changes with every edit in Extend: publish a version and choose that one here.`,
	failedReturned: (n: number) =>
		`${n === 1 ? 'One run' : `${n} runs`} failed or ${n === 1 ? 'was' : 'were'} cancelled, and ${n === 1 ? 'is' : 'are'} in the output as set in 'On Failed Run'.`,
	maxCredits: (n: number) =>
		`${countDocuments(n)} ${n === 1 ? 'was' : 'were'} not started, because 'Max Credits' was reached.`,
	rateLimited: (n: number) =>
		`Slowed down ${countTimes(n)}, because Extend takes only so many requests at a time.`,
	repeated: (n: number) =>
		`${n === 1 ? 'One request was' : `${n} requests were`} sent again after a fault of the network or of Extend.`,
	notDeleted: (n: number, names: string[]) =>
		`${n === 1 ? 'One file or run' : `${n} files or runs`} could not be deleted in Extend: ${joinNames(names)}.`,
	note: (_n: number, names: string[]) => names.join(' '),
} satisfies Record<string, (count: number, names: string[]) => string>;

export type HintKind = keyof typeof HINTS;

function countTimes(n: number): string {
	return n === 1 ? 'once' : `${n} times`;
}

function countDocuments(n: number): string {
	return n === 1 ? 'One document' : `${n} documents`;
}

function countFiles(n: number): string {
	return n === 1 ? 'One file was' : `${n} files were`;
}

function joinNames(names: string[]): string {
	const more = names.length - MAX_NAMES;
	return names.slice(0, MAX_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What the documents have cost, or undefined when they cost nothing. */
export function getCostHint(n: number, credits: number): string | undefined {
	return credits > 0 ? `${countDocuments(n)} cost ${formatCredits(credits)}.` : undefined;
}

/** An amount of credits with two decimals at most; sums of fractions have more. */
export function formatCredits(credits: number): string {
	const rounded = Number(credits.toFixed(2));
	if (credits > 0 && rounded === 0) return 'less than 0.01 credits';
	return `${rounded} ${rounded === 1 ? 'credit' : 'credits'}`;
}

/** An empty collection for one node run. */
export function createHints(): Hints {
	const seen = new Map<HintKind, { count: number; names: Set<string> }>();
	return {
		add(hint, name) {
			const entry = seen.get(hint) ?? { count: 0, names: new Set<string>() };
			entry.count++;
			if (name !== undefined) entry.names.add(name);
			seen.set(hint, entry);
		},
		toMessages: () =>
			[...seen].map(([kind, { count, names }]) => HINTS[kind](count, [...names].map(escapeMarkup))),
	};
}
