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

describe('what lies in the folders is in the registry', () => {
	const list = (folder: string, end: string) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith(end))
			.map((file) => file.slice(0, -end.length).split(path.sep).join('/'));
	/** The files that belong to no operation. */
	const findUnregistered = (files: string[]) => {
		const registered = entries.map(({ resource, operation }) => `${resource}/${operation}`);
		return files.filter((file) => !registered.includes(file));
	};

	it('every operation file', () => {
		const files = list('nodes/Extend/actions', '.operation.ts');
		// A folder that is missing in the registry is named by the next test.
		const isRegistered = (file: string) =>
			resources.some(({ value }) => value === file.split('/')[0]);
		const forgotten = findUnregistered(files.filter(isRegistered)).map(
			(file) => `Add ${file}.operation.ts to the operations in the index.ts beside it.`,
		);
		expect(forgotten).toEqual([]);
		expect(files).toHaveLength(entries.length);
	});

	it('every folder of actions', () => {
		const forgotten = readdirSync(path.join(root, 'nodes/Extend/actions'), { withFileTypes: true })
			.filter(
				(entry) => entry.isDirectory() && !resources.some(({ value }) => value === entry.name),
			)
			.map(
				({ name }) =>
					`Write ${name}/index.ts if it is missing, and add ${name} to the resources in registry.ts; or remove its folder.`,
			);
		expect(forgotten).toEqual([]);
	});

	it('every output preview', () => {
		const folder = 'nodes/Extend/__schema__/v1.0.0';
		const stale = findUnregistered(list(folder, '.json')).map(
			(file) => `Remove the preview ${folder}/${file}.json, or register its operation.`,
		);
		expect(stale).toEqual([]);
	});

	it('or it is named', () => {
		expect(findUnregistered(['document/extract', 'document/old', 'old/get'])).toEqual([
			'document/old',
			'old/get',
		]);
	});
});

it('operations are listed by name, and resources too', () => {
	const isSorted = (names: string[]) =>
		names.join() === [...names].sort((a, b) => a.localeCompare(b)).join();
	const unsorted = [
		{ file: 'registry.ts', names: resources.map(({ name }) => name) },
		...resources.map(({ value, operations }) => ({
			file: `${value}/index.ts`,
			names: Object.values(operations).map(({ name }) => name),
		})),
	].filter(({ names }) => !isSorted(names));
	expect(unsorted.map(({ file }) => `Sort ${file} by name.`)).toEqual([]);
});

it('a value of another version is no operation', () => {
	expect(findOperation('document', 'constructor')).toBeUndefined();
	expect(findOperation('constructor', 'extract')).toBeUndefined();
});

describe('the editor', () => {
	const isFor = (property: INodeProperties) => {
		const { show, hide } = property.displayOptions ?? {};
		const isDefault = (name: string, values: unknown[] = []) => {
			const own = properties.find(
				(one) => one.name === name && !one.displayOptions?.show?.['@tool'],
			);
			return name.startsWith('@') ? false : values.includes(own?.default);
		};
		return (
			Object.entries(show ?? {}).every(([name, values]) =>
				name === 'resource'
					? values?.includes('document')
					: name === 'operation'
						? values?.includes('extract')
						: isDefault(name, values),
			) && !Object.entries(hide ?? {}).some(([name, values]) => isDefault(name, values))
		);
	};

	it('opens Document > Extract with eight settings: what, how, what comes out', () => {
		const shown = properties.filter(isFor);
		expect(
			shown.filter(({ type }) => type !== 'collection').map(({ displayName }) => displayName),
		).toEqual([
			'Resource',
			'Operation',
			'Document Source',
			'Input Binary Field',
			'Extract Using',
			'Extractor',
			'Output',
			'Wait for Completion',
		]);
		expect(
			shown.filter(({ type }) => type === 'collection').map(({ displayName }) => displayName),
		).toEqual([
			'Options',
			'File Options',
			'Extraction Options',
			'Parsing Options',
			'Review Options',
			'Output Options',
		]);
	});

	it('has no collection of more than 18 entries', () => {
		const large = properties
			.filter(({ type, options = [] }) => type === 'collection' && options.length > 18)
			.map(({ name }) => name);
		expect(large).toEqual([]);
	});

	it('takes every saved resource from a list, by URL and by ID', () => {
		const pickers = properties.filter(
			({ type, name }) =>
				type === 'resourceLocator' &&
				['extractor', 'classifier', 'splitter', 'workflow'].includes(name),
		);
		expect(pickers.length).toBeGreaterThan(4);
		for (const { modes = [] } of pickers) {
			expect(modes.map(({ name }) => name)).toEqual(['list', 'url', 'id']);
			expect(modes.slice(1).every(({ validation = [] }) => validation.length === 1)).toBe(true);
		}
	});
});
