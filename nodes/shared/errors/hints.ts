/** Hints about a node execution that succeeded, shown once under its output. */
import { defineMessages } from '../utils/messages';
import { escapeMarkup } from '../utils/sanitize';
import { stripInvisible, truncate } from '../utils/unicode';

/** A hint lists this many names and counts the others. */
const MAX_NAMES = 5;
const MAX_NAME_LENGTH = 100;
/** of all names of a hint together */
const MAX_NAMES_LENGTH = 160;
const MAX_NOTE_LENGTH = 500;

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
		`The connection dropped ${countTimes(count)}. n8n found the run and reused it, so you weren't billed twice.`,
	startedAgain: ({ count }: HintValues) =>
		`The connection dropped ${countTimes(count)}. n8n couldn't find the run, so it started a new one.`,
	firstRunCancelled: ({ count, names }: HintValues) =>
		`n8n started ${countDocuments(count)} twice and canceled ${count === 1 ? 'the first run' : 'the first runs'}: ${names}.`,
	firstRunLeft: ({ count, names }: HintValues) =>
		`n8n started ${countDocuments(count)} twice and couldn't cancel ${names}. You may be billed twice.`,
	batchByKey:
		"The connection dropped before Extend returned the batch ID. Use 'id' in Batch > Get or Get Results instead.",
	skipped: ({ count, names }: HintValues) => `Skipped ${countFiles(count)}: ${names}.`,
	noMatchingFile: ({ count, names }: HintValues) =>
		`${count === 1 ? 'One item has' : `${count} items have`} no file that matches ${names}.`,
	onlyField: ({ names }: HintValues) =>
		`The item has no binary field 'data', so n8n used its only file: ${names}.`,
	needsReview: ({ count }: HintValues) =>
		`Review ${countDocuments(count)}. Check 'needsReview' in the output.`,
	rawReview:
		"Items don't contain the reasons for a review with 'Output' set to 'Raw'. Set it to 'Fields' to get them.",
	awaitsReview: ({ count }: HintValues) =>
		`Extend is waiting for a review of ${countDocuments(count)}. Use 'Wait for Review' or the Extend Trigger to continue after it.`,
	notDone: ({ count }: HintValues) =>
		count === 1
			? 'One run is still in progress. Get its result again later.'
			: `${count} runs are still in progress. Get their results again later.`,
	unknownStatus: ({ count, names }: HintValues) =>
		`${countRuns(count)} ${count === 1 ? 'has' : 'have'} a status that this node doesn't support: ${names}.`,
	rejected: ({ count }: HintValues) => `A reviewer rejected ${countDocuments(count)}.`,
	draft: ({ names }: HintValues) =>
		`This node uses a draft (${names}), which changes with every edit. Publish a version and select it here.`,
	failedReturned: ({ count }: HintValues) =>
		`${countRuns(count)} failed or ${count === 1 ? 'was' : 'were'} canceled. The output includes ${count === 1 ? 'it' : 'them'} because of 'On Failed Run'.`,
	reused: ({ count }: HintValues) =>
		`${count === 1 ? '1 result' : `${count} results`} reused, 0 credits.`,
	alreadyProcessed: ({ count, names }: HintValues) =>
		`Skipped ${countDocuments(count)} processed before: ${names}.`,
	draftNotReused:
		"Results of a draft aren't reused, because it changes with every edit. Publish a version and select it.",
	urlsNotReused:
		"Documents passed by URL are always processed. Turn on 'Match URLs' if their content doesn't change.",
	lookBackCut: ({ names }: HintValues) =>
		`n8n looked for earlier results back to ${names} only. Older ones weren't found.`,
	lookBackFailed:
		"n8n couldn't look for earlier results, so it may have processed documents again.",
	maxCredits: ({ count }: HintValues) =>
		`n8n didn't start ${countDocuments(count)} because 'Max Credits' was reached.`,
	/** `names` is the amount with its unit */
	creditsOverrun: ({ names }: HintValues) =>
		`Runs in progress when 'Max Credits' was reached cost ${names} more.`,
	rateLimited: ({ count }: HintValues) =>
		`n8n slowed down ${countTimes(count)} because of Extend's rate limit.`,
	repeated: ({ count }: HintValues) =>
		`n8n retried ${count === 1 ? 'one request' : `${count} requests`} after a connection issue.`,
	deletionsSkipped:
		"An item failed, so n8n kept all runs and files in Extend. See 'Delete After Completion'.",
	notDeleted: ({ count, names }: HintValues) =>
		`Couldn't delete ${count === 1 ? 'one file or run' : `${count} files or runs`} in Extend: ${names}.`,
});

/** A `note` is a whole message from elsewhere. */
export type HintKind = keyof typeof HINT_MESSAGES | 'note';

export const COST_MESSAGES = defineMessages({
	/** `credits` is one of CREDIT_AMOUNTS */
	cost: ({ count, credits }: { count: number; credits: string }) =>
		`${capitalize(countDocuments(count))} cost ${credits}.`,
});

export const CREDIT_AMOUNTS = defineMessages({
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
	return count === 1 ? 'one document' : `${count} documents`;
}

function countFiles(count: number): string {
	return count === 1 ? 'one file' : `${count} files`;
}

/** At the beginning of a sentence. */
function countRuns(count: number): string {
	return count === 1 ? 'One run' : `${count} runs`;
}

function capitalize(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As many names as fit on a line, one at least, and how many others there are. */
function joinNames(names: string[]): string {
	const shown: string[] = [];
	for (const name of names.slice(0, MAX_NAMES)) {
		const length = [...shown, name].join(', ').length;
		if (shown.length > 0 && length > MAX_NAMES_LENGTH) break;
		shown.push(name);
	}
	const more = names.length - shown.length;
	const list = shown.join(', ');
	return more > 0 ? NAME_MESSAGES.andMore({ names: list, more }) : list;
}

/** What `count` documents cost, or undefined when they cost nothing. */
export function getCostHint(count: number, credits: number): string | undefined {
	return credits > 0 ? COST_MESSAGES.cost({ count, credits: formatCredits(credits) }) : undefined;
}

/** Rounded to two decimals: sums of fractions have more. */
export function formatCredits(credits: number): string {
	const rounded = Number(credits.toFixed(2));
	if (credits > 0 && rounded === 0) return CREDIT_AMOUNTS.fewCredits;
	return CREDIT_AMOUNTS.credits({ credits: rounded });
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
			[...occurrences].map(([kind, { count, names }]) => toMessage(kind, count, [...names])),
	};
}

/** Names and IDs come from outside. */
function toShownText(text: string, maxLength: number): string {
	return escapeMarkup(stripInvisible(truncate(text, maxLength)));
}

function toMessage(kind: HintKind, count: number, names: string[]): string {
	if (kind === 'note') return names.map((note) => toShownText(note, MAX_NOTE_LENGTH)).join(' ');
	const entry = HINT_MESSAGES[kind];
	if (typeof entry === 'string') return entry;
	return entry({
		count,
		names: joinNames(names.map((name) => toShownText(name, MAX_NAME_LENGTH))),
	});
}
