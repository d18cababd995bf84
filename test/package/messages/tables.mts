/** The tables of messages in the sources (`defineMessages`), read by running them. */
import path from 'node:path';
import ts from 'typescript';
import { allNodes, ROOT, type Source } from '../house/sources.mts';

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

/** The entries of all tables that the sources export, in the order of the files. */
export function readTables(sources: Source[]): CatalogEntry[] {
	const withTables = sources.filter((source) => tableNames(source).length > 0);
	return withTables
		.sort((a, b) => (a.file < b.file ? -1 : 1))
		.flatMap((source) => {
			const exported = require(path.join(ROOT, source.file)) as Values;
			return tableNames(source).flatMap((table) =>
				readEntries(path.posix.dirname(source.file), table, exported[table]),
			);
		});
}

/** @throws for a table that is not exported, and for an entry that gives no text */
export function readEntries(folder: string, table: string, entries: unknown): CatalogEntry[] {
	if (typeof entries !== 'object' || !entries) throw new Error(`${folder}: export ${table}`);
	return Object.entries(entries).flatMap(([key, entry]) =>
		variants(entry, `${folder} ${table}.${key}`).map((text) => ({
			folder,
			table,
			key,
			...(typeof text === 'string' ? { message: text } : text),
		})),
	);
}

/** The constants of a source that `defineMessages` makes. */
function tableNames({ tree }: Source): string[] {
	return allNodes(tree)
		.filter(ts.isVariableDeclaration)
		.filter(({ initializer }) => initializer && isTable(initializer))
		.map(({ name }) => name.getText());
}

export function isTable(node: ts.Node): boolean {
	return ts.isCallExpression(node) && node.expression.getText() === 'defineMessages';
}

/** The text of an entry with `‹name›` in place of each value, and what it is when one of them is 1. */
function variants(entry: unknown, place: string): Text[] {
	if (typeof entry !== 'function') return [toText(entry, place)];
	const names = new Set<string>();
	const call = (given: Values) => {
		const values = new Proxy(given, {
			get: (target, name) => {
				names.add(String(name));
				return target[String(name)] ?? placeholder(String(name));
			},
		});
		return toText((entry as (values: Values) => unknown)(values), place);
	};
	const general = call({});
	const singular = [...names].flatMap((name) => {
		const text = call({ [name]: 1 });
		const expected = JSON.stringify(general).replaceAll(placeholder(name), '1');
		return JSON.stringify(text) === expected ? [] : [text];
	});
	return [general, ...singular];
}

function toText(value: unknown, place: string): Text {
	const isText = (text: unknown) => typeof text === 'string' || typeof text === 'number';
	if (isText(value)) return String(value);
	const { message, hint } = (value ?? {}) as Values;
	if (isText(message) && isText(hint)) return { message: String(message), hint: String(hint) };
	throw new Error(
		`${place} is neither a text nor { message, hint }, nor a function of one object that returns one`,
	);
}

/** `fileName` becomes `‹file name›`. */
function placeholder(name: string): string {
	return `‹${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}›`;
}
