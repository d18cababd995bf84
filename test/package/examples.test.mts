/** The workflows of examples/: every parameter is one that the nodes have, and the notes are short. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	NodeHelpers,
	Workflow,
	type IConnections,
	type INode,
	type INodeProperties,
	type INodeTypes,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { Extend, ExtendTrigger } from '../support/testedNodes.mts';

const folder = path.resolve(__dirname, '../../examples');
const MAX_NOTE_LENGTH = 300;

const extend = new Extend().description;
/** n8n adds these to a node that is used as a tool. */
const toolProperties: INodeProperties[] = ['descriptionType', 'toolDescription'].map((name) => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
}));
const descriptions: Record<string, INodeTypeDescription> = {
	'n8n-nodes-extend.extend': extend,
	'n8n-nodes-extend.extendTool': {
		...extend,
		name: 'extendTool',
		properties: [...toolProperties, ...extend.properties],
	},
	'n8n-nodes-extend.extendTrigger': new ExtendTrigger().description,
};
const examples = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name) => {
		const { nodes, connections } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as {
			nodes: INode[];
			connections: IConnections;
		};
		return { name, nodes, connections };
	});

/** What n8n keeps of the parameters of a node, with the defaults of the others. */
function getKept(node: INode) {
	const description = descriptions[node.type];
	const { properties } = description;
	return NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
}

/** Together with the error output, which is the last one. */
function countOutputs(node: INode): number {
	const description = descriptions[node.type];
	// Nodes of n8n that fail have one output in these examples.
	if (!description) return 2;
	const nodeTypes = { getByNameAndVersion: () => ({ description }) } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return NodeHelpers.getNodeOutputs(workflow, node, description).length;
}

describe.each(examples)('$name', ({ nodes, connections }) => {
	const own = nodes.filter(({ type }) => type in descriptions);

	it('has an Extend node', () => expect(own).not.toEqual([]));

	it.each(own)('$name has only parameters of the node', (node) => {
		expect(getKept(node)).toMatchObject(node.parameters);
	});

	it('says somewhere which documents fail', () => {
		const branching = nodes.filter(({ onError }) => onError === 'continueErrorOutput');
		for (const node of branching) {
			const { main } = connections[node.name];
			expect(main[countOutputs(node) - 1] ?? []).not.toHaveLength(0);
		}
		// Failed items among the results would become rows of nulls.
		expect(nodes.filter(({ onError }) => onError === 'continueRegularOutput')).toEqual([]);
	});

	it('remembers no file before it was processed', () => {
		const types = nodes.map(({ type }) => type);
		expect(types).not.toContain('n8n-nodes-base.removeDuplicates');
	});

	it('has short notes', () => {
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes).not.toEqual([]);
		for (const { parameters } of notes)
			expect(String(parameters.content).length).toBeLessThanOrEqual(MAX_NOTE_LENGTH);
	});
});

it('or an unknown parameter is found', () => {
	const node = examples.flatMap(({ nodes }) => nodes).find(({ type }) => type in descriptions);
	const parameters = { ...node?.parameters, options: { passBinary: true } };
	expect(getKept({ ...(node as INode), parameters })).not.toMatchObject(parameters);
});
