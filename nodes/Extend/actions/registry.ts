/**
 * Every resource and operation of the node. The editor's lists and parameters and the router's table all come
 * from here, so an operation that is registered can be chosen and runs.
 */
import type { INodeProperties } from 'n8n-workflow';
import { getOwn } from '../../shared/utils/objects';
import type { Operation } from '../execution/types';
import { withDisplayOptions } from '../parameters/common/displayOptions';
import { batch } from './batch';
import type { OperationEntry, Resource } from './defineResource';
import { document } from './document';
import { extractor } from './extractor';
import { file } from './file';
import { run } from './run';
import { workflow } from './workflow';

/** By name, as the editor lists them. */
export const resources = [batch, document, extractor, file, run, workflow] as const;

/** A resource and one of its operations, e.g. `document extract`. */
export type OperationPath = Paths<(typeof resources)[number]>;

type Paths<R extends Resource> =
	R extends Resource<infer Value, infer Name> ? `${Value} ${Name}` : never;

const DEFAULT_RESOURCE = document;

/** All parameters of the node. */
export function buildProperties(): INodeProperties[] {
	const resourceProperty: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: '',
		options: resources.map(({ name, value }) => ({ name, value })),
	};
	return [
		{ ...resourceProperty, default: DEFAULT_RESOURCE.value },
		...resources.flatMap(buildResourceProperties),
	];
}

/** The list of a resource's operations, and the parameters of each. */
function buildResourceProperties(resource: Resource): INodeProperties[] {
	const show = { resource: [resource.value] };
	const entries = Object.entries(resource.operations);
	const operationProperty: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show },
		default: '',
		options: entries.map(([value, { name, action, description }]) => ({
			name,
			value,
			action,
			description,
		})),
	};
	return [
		{ ...operationProperty, default: resource.defaultOperation },
		...entries.flatMap(([value, { operation }]) =>
			withDisplayOptions({ show: { ...show, operation: [value] } }, operation.description),
		),
	];
}

/** An expression for the labels of resource and operation, as the canvas shows them under the node. */
export function buildSubtitle(): string {
	const labels = resources.map(({ value, name, operations }) => [
		value,
		Object.fromEntries(
			Object.entries(operations).map(([operation, entry]) => [operation, `${entry.name}: ${name}`]),
		),
	]);
	// n8n ends an expression at the first pair of closing braces.
	const table = JSON.stringify(Object.fromEntries(labels)).replace(/\}(?=\})/g, '} ');
	return `={{ (${table})[$parameter["resource"]]?.[$parameter["operation"]] ?? "" }}`;
}

/**
 * The operation with these values of `resource` and `operation`, as a workflow has them; undefined for values of other
 * versions.
 */
export function findOperation(resource: string, operation: string): Operation | undefined {
	const found = resources.find(({ value }) => value === resource);
	return found && getOwn<OperationEntry>(found.operations, operation)?.operation;
}
