import { toLine } from './sentences';

/** A message for a user. */
export interface Message {
	/** what happened; one sentence without its final period */
	message: string;
	/** what to do; whole sentences, or an empty text */
	hint: string;
}

/** The values that a message names: texts and numbers only, so that a catalog can print placeholders. */
export type MessageValues = Record<string, string | number>;

type Entry = string | Message;
type MessageTable = Record<string, Entry | ((values: never) => Entry)>;

/**
 * A folder's table of messages. Every text that a user can read stands in such a table (`messages.ts`), so that
 * the catalog in `docs` prints them and a test finds texts that do not.
 */
export function defineMessages<T extends MessageTable>(table: T): T {
	const entries = Object.entries(table).map(([key, entry]) => [
		key,
		typeof entry === 'function' ? withLines(entry) : entry,
	]);
	return Object.fromEntries(entries) as T;
}

/** The entry with each text among its values on one line: users type them, and servers send them. */
function withLines(entry: (values: never) => Entry): (values: MessageValues) => Entry {
	return (values) => {
		const lines = new Proxy(values, {
			get: (target, name) => {
				const value = target[String(name)];
				return typeof value === 'string' ? toLine(value) : value;
			},
		});
		return entry(lines as never);
	};
}
