/** The tables of messages in the sources (`messages.ts` of each folder), read by running them. */
import path from 'node:path';
import { ROOT, type Source } from '../house/sources.mts';

/** One text of a table, or one variant of it. */
export interface CatalogEntry {
	/** the folder, e.g. `nodes/shared/runs` */
	folder: string;
	/** the table, e.g. `RUN_MESSAGES` */
	table: string;
	key: string;
	message: string;
	/** undefined for a text that stands alone */
	hint?: string;
}

type Values = Record<string, unknown>;
type Text = string | { message: string; hint: string };

/** The helper that the tables are made with. */
const HELPER = 'nodes/shared/utils/messages.ts';

/** The files that hold tables: `messages.ts`, and for one subject e.g. `codeMessages.ts`. */
export function messageFiles(sources: Source[]): string[] {
	return sources
		.map(({ file }) => file)
		.filter((file) => isMessageFile(file) && file !== HELPER)
		.sort();
}

export function isMessageFile(file: string): boolean {
	return /(\/m|[a-z]M)essages\.ts$/.test(file);
}

/** The entries of all tables in these files, in the order of the files. */
export function readTables(files: string[]): CatalogEntry[] {
	return files.flatMap((file) =>
		entriesIn(path.posix.dirname(file), require(path.join(ROOT, file)) as Values),
	);
}

/** @param exported what such a file exports: tables, and constants that are texts; functions are left out */
export function entriesIn(folder: string, exported: Values): CatalogEntry[] {
	const values = Object.entries(exported).filter(([, value]) => typeof value !== 'function');
	return values.flatMap(([table, value]) => {
		const entries = Object.entries(typeof value === 'object' && value ? value : { '': value });
		return entries.flatMap(([key, entry]) =>
			variants(entry, `${folder} ${table}.${key}`).map((text) => ({
				folder,
				table,
				key,
				...(typeof text === 'string' ? { message: text } : text),
			})),
		);
	});
}

/**
 * The text of an entry with `‹name›` in place of each value. Where the text depends on whether a value is 1
 * or empty, there is a variant for that too.
 */
function variants(entry: unknown, place: string): Text[] {
	if (typeof entry !== 'function') return [checkedText(entry, place)];
	const names = new Set<string>();
	const call = (given: Values) => {
		const values = new Proxy(given, {
			get: (target, name) => {
				names.add(String(name));
				return target[String(name)] ?? placeholder(String(name));
			},
		});
		return checkedText((entry as (values: Values) => unknown)(values), place);
	};
	const general = call({});
	const special = [...names].flatMap((name) =>
		[1, ''].flatMap((value) => {
			const text = call({ [name]: value });
			const expected = JSON.stringify(general).replaceAll(placeholder(name), String(value));
			return JSON.stringify(text) === expected ? [] : [text];
		}),
	);
	const found = new Map([general, ...special].map((text) => [JSON.stringify(text), text]));
	return [...found.values()];
}

function checkedText(text: unknown, place: string): Text {
	if (typeof text === 'string') return text;
	const { message, hint } = (text ?? {}) as Values;
	if (typeof message === 'string' && typeof hint === 'string') return { message, hint };
	throw new Error(
		`${place} is neither a text nor { message, hint }, nor a function of one object that returns one`,
	);
}

/** `fileName` becomes `‹file name›`. */
function placeholder(name: string): string {
	return `‹${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}›`;
}
