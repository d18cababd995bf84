/** The operations of the node with their parameters. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Extend, ExtendTrigger } from '../../support/testedNodes.mts';

export interface OperationInfo {
	/** labels */
	resource: string;
	operation: string;
	/** all parameters, in the order of the editor */
	properties: INodeProperties[];
}

export function listOperations(): OperationInfo[] {
	const { properties } = new Extend().description;
	const resources = properties.find(({ name }) => name === 'resource')
		?.options as INodePropertyOptions[];
	return resources.flatMap((resource) => {
		const selector = properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(resource.value),
		);
		return (selector?.options as INodePropertyOptions[]).map((operation) => ({
			resource: resource.name,
			operation: operation.name,
			properties: properties.filter(
				({ displayOptions }) =>
					displayOptions?.show?.resource?.includes(resource.value) &&
					displayOptions.show.operation?.includes(operation.value),
			),
		}));
	});
}

/** The parameters of both nodes, each with the values of its choices; events have those of Extend. */
export function listParameters(): Array<{ name: string; values: string[] }> {
	const properties = [new Extend(), new ExtendTrigger()].flatMap(
		({ description }) => description.properties,
	);
	const names = [...new Set(properties.map(({ name }) => name))];
	return names.map((name) => {
		const choices = properties.filter(
			(property) => property.name === name && property.type === 'options',
		);
		const isListed = name !== 'resource' && name !== 'operation';
		const values = choices.flatMap(({ options }) =>
			(options as INodePropertyOptions[]).map(({ value }) => String(value)),
		);
		return { name, values: isListed ? [...new Set(values)] : [] };
	});
}
