/** What a builder wants to know after a run that went well, and no more. Shown once under the output. */

import { withoutMarkup } from './text';

/** How many names a hint lists before it only counts. */
const NAMES_SHOWN = 5;

export interface Hints {
	/** Counts one occurrence; `name` says where (a file, an extractor), for hints that list names. */
	add(hint: HintKind, name?: string): void;
	/** The sentences, one per kind that occurred. */
	sentences(): string[];
}

const TEXTS = {
	adopted: (n: number) =>
		`${times(n)} the answer of Extend was lost; the run was found again and used. Nothing was paid twice.`,
	startedAgain: (n: number) =>
		`${times(n)} the answer of Extend was lost and no run was found, so it was started again.`,
	batchByKey: () =>
		"Extend does not tell the ID of a batch whose answer was lost. The 'id' in the output stands in its place: Batch > Get and Get Results take it.",
	skipped: (n: number, names: string[]) => `${files(n)} skipped: ${listed(names)}.`,
	needsReview: (n: number) =>
		`${documents(n)} should be reviewed: see 'needsReview' in the output.`,
	awaitsReview: (n: number) =>
		`${documents(n)}: the workflow run waits for a review in Extend. Turn on 'Wait for Review', or start a workflow with the Extend Trigger when it is done.`,
	notDone: (n: number) =>
		`${n === 1 ? 'One run is' : `${n} runs are`} not done yet and came out as ${n === 1 ? 'it is' : 'they are'} now.`,
	rejected: (n: number) => `${documents(n)}: the workflow run was rejected in the review.`,
	draft: (_n: number, names: string[]) =>
		`The draft version was used (${listed(names)}). It changes whenever the extractor is edited; publish a version for production.`,
	failedReturned: (n: number) => `${documents(n)}: the run failed and is in the output as it is.`,
	maxCredits: (n: number) => `${documents(n)} not started, because 'Max Credits' was reached.`,
	rateLimited: (n: number) =>
		`Slowed down ${n === 1 ? 'once' : `${n} times`} by the rate limit of Extend.`,
	repeated: (n: number) =>
		`${n === 1 ? 'One request was' : `${n} requests were`} sent again after a network fault.`,
	notDeleted: (n: number, names: string[]) =>
		`${n} could not be deleted in Extend: ${listed(names)}.`,
	note: (_n: number, names: string[]) => names.join(' '),
} satisfies Record<string, (count: number, names: string[]) => string>;

export type HintKind = keyof typeof TEXTS;

function times(n: number): string {
	return n === 1 ? 'Once' : `${n} times`;
}

function documents(n: number): string {
	return n === 1 ? 'One document' : `${n} documents`;
}

function files(n: number): string {
	return n === 1 ? 'One file was' : `${n} files were`;
}

function listed(names: string[]): string {
	const more = names.length - NAMES_SHOWN;
	return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
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
		sentences: () =>
			[...seen].map(([kind, { count, names }]) =>
				TEXTS[kind](count, [...names].map(withoutMarkup)),
			),
	};
}
