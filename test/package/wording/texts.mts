/** All texts that a user reads: the strings of the editor and the tables of messages. */
import type { CatalogEntry } from '../messages/tables.mts';
import type { StringKind, UiString } from './strings.mts';

export type TextKind =
	| StringKind
	| 'errorDescription'
	| 'errorTitle'
	| 'log'
	| 'outputHint'
	| 'phrase';

/** A text with what the rules need to know about it. */
export interface Wording extends Omit<UiString, 'kind'> {
	kind: TextKind;
}

/** Lines in the log of n8n, and reasons that only stand there or in the dashboard of Extend. */
const LOG_TABLES = /^(LOG|PAYLOAD|REFUSAL|RESPONSE)_/;
/** Shown under the output of a node. */
const HINT_TABLES = /^(HINT_MESSAGES|COST_MESSAGES|OUTPUT_HINTS)$/;

/** The texts of a table. A message with a hint is an error; other messages are parts of sentences. */
export function toWordings({ folder, table, key, message, hint }: CatalogEntry): Wording[] {
	const place = `${folder} ${table}.${key}`;
	if (hint !== undefined) {
		return [
			{ place, kind: 'errorTitle', text: message },
			{ place, kind: 'errorDescription', text: hint },
		];
	}
	if (LOG_TABLES.test(table)) return [{ place, kind: 'log', text: message }];
	if (HINT_TABLES.test(table)) return [{ place, kind: 'outputHint', text: message }];
	if (table === 'CREDENTIAL_TEST_MESSAGES') {
		return [{ place, kind: 'errorDescription', text: message }];
	}
	return [{ place, kind: 'phrase', text: message }];
}

/** Typical values for the placeholders of a message, whose length counts. */
const SAMPLES: ReadonlyArray<[name: RegExp, sample: string]> = [
	[/^‹(batch |run |file )?id›$/, 'exr_xK9mLPqRtN3vS8wF5hB2c'],
	[/^‹kind›$/, 'classify run'],
	[/^‹(count|max|min|position|size|bytes|line|column|status|megabytes|item index)›$/, '12'],
	[/^‹(action|choices|events|field names|hint|names|reason|run ids|scopes|tables|types)›$/, ''],
	[/^‹credits›$/, '12 credits'],
	[/^‹/, 'invoices'],
];

const PLACEHOLDER = /‹[^›]*›/g;

/** The text with typical values. Lists and texts from elsewhere count nothing: their own length is limited. */
export function fillIn(text: string): string {
	return text.replace(
		PLACEHOLDER,
		(placeholder) => SAMPLES.find(([name]) => name.test(placeholder))?.[1] ?? '',
	);
}

export function hasId(text: string): boolean {
	return /‹(batch |run |file )?id›/.test(text);
}
