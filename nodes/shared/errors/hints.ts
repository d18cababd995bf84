/** Hints about a node execution that succeeded, shown once under its output. */
import { defineMessages } from '../utils/messages';
import { escapeMarkup } from '../utils/sanitize';
import { stripInvisible, truncate } from '../utils/unicode';

/** A hint lists this many names and counts the others. */
const MAX_NAMES = 5;
const MAX_NAME_LENGTH = 500;

export interface Hints {
	/** Counts one occurrence; `name` says where (a file, an extractor), for hints that list names. */
	add(hint: HintKind, name?: string): void;
	/** One message for each kind that occurred. */
	toMessages(): string[];
}

interface HintValues {
	count: number;
	/** joined, as they stand in the message */
	names: string;
}

export const HINT_MESSAGES = defineMessages({
	recovered: ({ count }: HintValues) =>
		`The answer of Extend got lost ${countTimes(count)}. What was started was found again and used, so nothing was paid twice.`,
	startedAgain: ({ count }: HintValues) =>
		`The answer of Extend got lost ${countTimes(count)} and no run was found there, so it was started again.`,
	firstRunCancelled: ({ count, names }: HintValues) =>
		`${countDocuments(count)} had been started after all when ${count === 1 ? 'it was' : 'they were'} started again. What was too much was canceled: ${names}.`,
	firstRunLeft: ({ count, names }: HintValues) =>
		`${countDocuments(count)} had been started after all when ${count === 1 ? 'it was' : 'they were'} started again, so ${count === 1 ? 'it' : 'each'} may be billed twice. What could not be canceled anymore: ${names}.`,
	batchByKey:
		"The answer of Extend got lost, and with it the ID of the batch. The 'id' in the output stands in its place: Batch > Get and Batch > Get Results take it.",
	skipped: ({ count, names }: HintValues) => `${countFiles(count)} skipped: ${names}.`,
	noMatchingFile: ({ count, names }: HintValues) =>
		`${countItems(count)} no file that matches ${names}.`,
	onlyField: ({ names }: HintValues) =>
		`There is no binary field 'data', so the only file of the item was used: ${names}.`,
	needsReview: ({ count }: HintValues) =>
		`${countDocuments(count)} should be reviewed: see 'needsReview' in the output.`,
	awaitsReview: ({ count }: HintValues) =>
		`${countDocuments(count)} ${count === 1 ? 'waits' : 'wait'} for a review in Extend. To go on only after it, turn on 'Wait for Review' in Workflow > Run or Run > Wait, or start a workflow with the Extend Trigger.`,
	notDone: ({ count }: HintValues) =>
		`${count === 1 ? 'One run is' : `${count} runs are`} not done yet and came out as ${count === 1 ? 'it is' : 'they are'} now. Get the results again later.`,
	unknownStatus: ({ count, names }: HintValues) =>
		`${count === 1 ? 'One run' : `${count} runs`} had a status that this node does not know (${names}) and came out as ${count === 1 ? 'it is' : 'they are'}.`,
	rejected: ({ count }: HintValues) =>
		`${countDocuments(count)} ${count === 1 ? 'was' : 'were'} rejected in the review.`,
	draft: ({ names }: HintValues) =>
		`The draft version was used (${names}). It changes with every edit in Extend: publish a version and choose that one here.`,
	failedReturned: ({ count }: HintValues) =>
		`${count === 1 ? 'One run' : `${count} runs`} failed or ${count === 1 ? 'was' : 'were'} cancelled, and ${count === 1 ? 'is' : 'are'} in the output as set in 'On Failed Run'.`,
	maxCredits: ({ count }: HintValues) =>
		`${countDocuments(count)} ${count === 1 ? 'was' : 'were'} not started, because 'Max Credits' was reached.`,
	rateLimited: ({ count }: HintValues) =>
		`Slowed down ${countTimes(count)}, because Extend takes only so many requests at a time.`,
	repeated: ({ count }: HintValues) =>
		`${count === 1 ? 'One request was' : `${count} requests were`} sent again after a fault of the network or of Extend.`,
	deletionsSkipped:
		"Nothing was deleted in Extend, because an item failed: see 'Delete After Completion'.",
	notDeleted: ({ count, names }: HintValues) =>
		`${count === 1 ? 'One file or run' : `${count} files or runs`} could not be deleted in Extend: ${names}.`,
	/** `names` are whole messages */
	note: ({ names }: HintValues) => names,
});

export type HintKind = keyof typeof HINT_MESSAGES;

export const COST_MESSAGES = defineMessages({
	/** `credits` with its unit */
	cost: ({ count, credits }: { count: number; credits: string }) =>
		`${countDocuments(count)} cost ${credits}.`,
	credits: ({ credits }: { credits: number }) =>
		`${credits} ${credits === 1 ? 'credit' : 'credits'}`,
	fewCredits: 'less than 0.01 credits',
});

export const NAME_MESSAGES = defineMessages({
	andMore: ({ names, more }: { names: string; more: number }) => `${names} and ${more} more`,
});

function countTimes(count: number): string {
	return count === 1 ? 'once' : `${count} times`;
}

function countDocuments(count: number): string {
	return count === 1 ? 'One document' : `${count} documents`;
}

function countItems(count: number): string {
	return count === 1 ? 'One item has' : `${count} items have`;
}

function countFiles(count: number): string {
	return count === 1 ? 'One file was' : `${count} files were`;
}

function joinNames(names: string[]): string {
	const shown = names.slice(0, MAX_NAMES).join(', ');
	const more = names.length - MAX_NAMES;
	return more > 0 ? NAME_MESSAGES.andMore({ names: shown, more }) : shown;
}

/** What `count` documents cost, or undefined when they cost nothing. */
export function getCostHint(count: number, credits: number): string | undefined {
	return credits > 0 ? COST_MESSAGES.cost({ count, credits: formatCredits(credits) }) : undefined;
}

/** Rounded to two decimals: sums of fractions have more. */
export function formatCredits(credits: number): string {
	const rounded = Number(credits.toFixed(2));
	if (credits > 0 && rounded === 0) return COST_MESSAGES.fewCredits;
	return COST_MESSAGES.credits({ credits: rounded });
}

/** An empty collection for one node execution. */
export function createHints(): Hints {
	const occurrences = new Map<HintKind, { count: number; names: Set<string> }>();
	return {
		add(hint, name) {
			const entry = occurrences.get(hint) ?? { count: 0, names: new Set<string>() };
			entry.count++;
			if (name !== undefined) entry.names.add(name);
			occurrences.set(hint, entry);
		},
		toMessages: () =>
			[...occurrences].map(([kind, { count, names }]) =>
				toMessage(kind, count, [...names].map(toShownName)),
			),
	};
}

/** Names and IDs come from outside. A `note` is a whole sentence. */
function toShownName(name: string): string {
	return escapeMarkup(stripInvisible(truncate(name, MAX_NAME_LENGTH)));
}

function toMessage(kind: HintKind, count: number, names: string[]): string {
	const entry = HINT_MESSAGES[kind];
	if (typeof entry === 'string') return entry;
	return entry({ count, names: kind === 'note' ? names.join(' ') : joinNames(names) });
}
