/** The outputs of the Extend node, and a node behind them. */
import {
	NodeHelpers,
	Workflow,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { createExtendNode, PACKAGE } from './extendNode.mts';
import { InputNode, TestNodeTypes } from './harness.mts';
import { Extend } from './testedNodes.mts';

/**
 * The names of the outputs that n8n computes for a node with these parameters: with defaults and without what is
 * hidden, as the engine has them, and as they are saved, which the editor may have. Both have to be the same.
 */
export function computeOutputs(parameters: IDataObject, node: Partial<INode> = {}): string[] {
	const extend = {
		...createExtendNode(parameters, node),
		id: 'e',
		typeVersion: 1,
		position: [0, 0],
	};
	const type = new Extend();
	const workflow = new Workflow({
		nodes: [extend as INode],
		connections: {},
		active: false,
		nodeTypes: new TestNodeTypes().add(PACKAGE, type),
	});
	const [[, found]] = Object.entries(workflow.nodes);
	const list = (one: INode) =>
		NodeHelpers.getNodeOutputs(workflow, one, type.description).map((output) =>
			typeof output === 'string' ? output : (output.displayName ?? output.type),
		);
	const outputs = list(found);
	Object.assign(found, { parameters });
	expect(list(found)).toEqual(outputs);
	return outputs;
}

/** Emits what it gets. */
export class PassNode implements INodeType {
	description: INodeTypeDescription = {
		...new InputNode([]).description,
		name: 'pass',
		group: ['transform'],
		inputs: ['main'],
	};
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}
