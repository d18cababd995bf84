/** Every operation of the registry can be chosen, has its parameters, runs, and has a preview; a forgotten step is named. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Extend } from '../../nodes/Extend/Extend.node';
import { findOperation, resources } from '../../nodes/Extend/actions/registry';

const root = path.resolve(__dirname, '../..');
const { properties } = new Extend().description;
const entries = resources.flatMap(({ value, operations }) =>
	Object.entries(operations).map(([operation, entry]) => ({ resource: value, operation, entry })),
);
const optionsOf = (property: INodeProperties | undefined) =>
	(property?.options ?? []) as INodePropertyOptions[];
const shownFor = (resource: string, operation: string) =>
	properties.filter(
		({ displayOptions }) =>
			displayOptions?.show?.resource?.includes(resource) &&
			displayOptions.show.operation?.includes(operation),
	);

describe.each(entries)('$resource › $operation', ({ resource, operation, entry }) => {
	it('can be chosen in the editor', () => {
		const resourceProperty = properties.find(({ name }) => name === 'resource');
		expect(optionsOf(resourceProperty).map(({ value }) => value)).toContain(resource);
		const choice = properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(resource),
		);
		const { name, action, description } = entry;
		expect(optionsOf(choice)).toContainEqual({ name, value: operation, action, description });
	});

	it('shows its parameters', () => {
		expect(shownFor(resource, operation).map(({ name }) => name)).toEqual(
			entry.operation.description.map(({ name }) => name),
		);
	});

	it('is found by the router', () => {
		expect(findOperation(resource, operation)).toBe(entry.operation);
	});

	it('has an output preview', () => {
		const preview = `nodes/Extend/__schema__/v1.0.0/${resource}/${operation}.json`;
		const missing = existsSync(path.join(root, preview)) ? [] : [`Add the preview ${preview}.`];
		expect(missing).toEqual([]);
	});
});

it('every operation file is in the registry', () => {
	const folder = path.join(root, 'nodes/Extend/actions');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.operation.ts'),
	);
	const registered = entries.map(({ resource, operation }) =>
		path.join(resource, `${operation}.operation.ts`),
	);
	const forgotten = files
		.filter((file) => !registered.includes(file))
		.map((file) => `Add ${file} to the operations in the index.ts beside it.`);
	expect(forgotten).toEqual([]);
	expect(files).toHaveLength(entries.length);
});

it('operations are listed by name, and resources too', () => {
	const sorted = (names: string[]) => [...names].sort((a, b) => a.localeCompare(b));
	expect(resources.map(({ name }) => name)).toEqual(sorted(resources.map(({ name }) => name)));
	for (const { operations } of resources) {
		const names = Object.values(operations).map(({ name }) => name);
		expect(names).toEqual(sorted(names));
	}
});

it('a value of another version is no operation', () => {
	expect(findOperation('document', 'constructor')).toBeUndefined();
	expect(findOperation('constructor', 'extract')).toBeUndefined();
});
