/** The options of both nodes as the tables of docs/options.md show them. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { Extend, ExtendApi, ExtendTrigger } from '../../support/testedNodes.mts';
import { listOperations } from './operations.mts';

export interface OptionRow {
	/** the label of the collection */
	collection: string;
	/** settings of a bundle as `Citations › Detail` */
	label: string;
	name: string;
	/** as a user reads it: a label, a number, On or Off; `–` for none */
	default: string;
	/** with their values, or nothing */
	choices: string;
	/** where it is, as `Document › Extract` */
	operations: string[];
	/** the tooltip */
	description: string;
}

/** What a setting is in one operation. */
interface Setting {
	label: string;
	property: INodeProperties;
}

const NONE = '–';

/** One row for each option of each collection, over all operations, in the order of the editor. */
export function listOptionRows(): OptionRow[] {
	const found = new Map<string, OptionRow>();
	for (const { operation, properties } of listPlaces()) {
		for (const collection of properties.filter(({ type }) => type === 'collection')) {
			for (const { label, property } of listSettings(collection.options as INodeProperties[])) {
				const row: OptionRow = {
					collection: collection.displayName,
					label,
					name: property.name,
					default: describeDefault(property),
					choices: describeChoices(property),
					operations: [operation],
					description: property.description ?? '',
				};
				const key = `${row.collection} ${label}`;
				const known = found.get(key);
				found.set(key, known ? merge(known, row) : row);
			}
		}
	}
	return [...found.values()];
}

function listPlaces(): Array<{ operation: string; properties: INodeProperties[] }> {
	return [
		...listOperations().map(({ resource, operation, properties }) => ({
			operation: `${resource} › ${operation}`,
			properties,
		})),
		{ operation: 'Extend Trigger', properties: new ExtendTrigger().description.properties },
	];
}

function listSettings(options: INodeProperties[], prefix = ''): Setting[] {
	return options.flatMap((property) => {
		const label = `${prefix}${property.displayName}`;
		const [group] = (property.options ?? []) as INodePropertyCollection[];
		const isBundle = property.type === 'fixedCollection' && group.name === 'settings';
		const inner = isBundle ? listSettings(group.values, `${label} › `) : [];
		return [{ label, property }, ...inner];
	});
}

function merge(known: OptionRow, row: OptionRow): OptionRow {
	const join = (a: string, b: string, separator: string) =>
		[...new Set([...a.split(separator), ...b.split(separator)])].filter(Boolean).join(separator);
	return {
		...known,
		default: join(known.default, row.default, ' or '),
		choices: join(known.choices, row.choices, ', '),
		operations: [...new Set([...known.operations, ...row.operations])],
	};
}

function describeDefault(property: INodeProperties): string {
	const { type, options = [] } = property;
	const value = property.default as unknown;
	const toLabel = (choice: unknown) =>
		(options as INodePropertyOptions[]).find((option) => option.value === choice)?.name ?? NONE;
	switch (type) {
		case 'boolean':
			return value === true ? 'On' : 'Off';
		case 'options':
			return toLabel(value);
		case 'multiOptions':
			return (value as unknown[]).map(toLabel).join(', ') || NONE;
		case 'resourceLocator':
			return (value as { cachedResultName?: string }).cachedResultName ?? NONE;
		case 'fixedCollection':
			return NONE;
		case 'json':
			return `\`${String(value)}\``;
		default:
			return value === '' || value === undefined ? NONE : String(value);
	}
}

function describeChoices({ type, options = [] }: INodeProperties): string {
	if (type !== 'options' && type !== 'multiOptions') return '';
	return (options as INodePropertyOptions[])
		.map(({ name, value }) => (value === '' ? name : `${name} (\`${String(value)}\`)`))
		.join(', ');
}

/** The labels of the entries of one collection, by operation. */
export function listByOperation(collection: string): Map<string, string[]> {
	const rows = listOptionRows().filter((row) => row.collection === collection);
	const operations = [...new Set(rows.flatMap((row) => row.operations))];
	return new Map(
		operations.map((operation) => [
			operation,
			rows
				.filter((row) => row.operations.includes(operation) && !row.label.includes('›'))
				.map(({ label }) => label),
		]),
	);
}

/** All labels, choices, modes and names of operations that a user of the nodes can see. */
export function listLabels(): Set<string> {
	const labels = new Set<string>(['Extend Trigger', 'Extend']);
	const visit = (property: INodeProperties): void => {
		labels.add(property.displayName);
		for (const mode of property.modes ?? []) labels.add(mode.displayName);
		for (const option of property.options ?? []) {
			if ('displayName' in option && 'values' in option) {
				labels.add(option.displayName);
				option.values.forEach(visit);
			} else if ('type' in option) visit(option as INodeProperties);
			else labels.add((option as INodePropertyOptions).name);
		}
		const cached = (property.default as { cachedResultName?: string } | null)?.cachedResultName;
		if (cached) labels.add(cached);
	};
	const nodes = [new Extend(), new ExtendTrigger()];
	for (const { description } of nodes) description.properties.forEach(visit);
	new ExtendApi().properties.forEach(visit);
	return labels;
}
