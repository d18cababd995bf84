/** The node as a tool of an agent: no files come in, the model fills parameters, and n8n may call it again. */
import { randomUUID } from 'node:crypto';
import {
	NodeConnectionTypes,
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';
import { Extend } from '../support/testedNodes.mts';
import {
	createCredential,
	createCredentialsHelper,
	getItemError,
	createExtendNode,
	INVOICE_FIELDS,
	PACKAGE,
} from '../support/extendNode.mts';
import {
	ENGINE_MAJOR,
	createInvoiceItem,
	createInvoiceText,
	getRunRequests,
	findRequests,
	storeBinary,
	useEmulator,
} from '../support/fixtures.mts';
import { initBinaryData, InputNode, runWorkflow, TestNodeTypes } from '../support/harness.mts';

const emulator = useEmulator();

/** What n8n makes of a node with `usableAsTool` when it loads it. */
function asTool(): INodeType {
	const tool: INodeType = new Extend();
	const { AiTool } = NodeConnectionTypes;
	const description = { ...tool.description, name: 'extendTool', inputs: [], outputs: [AiTool] };
	return Object.assign(tool, { description });
}

/** Calls its tools with these arguments, one after the other, and emits what they answered. */
class Agent implements INodeType {
	description = {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	} as INodeType['description'];
	execute: NonNullable<INodeType['execute']>;
	constructor(calls: IDataObject[]) {
		this.execute = async function (this: IExecuteFunctions) {
			const tools = (await this.getInputConnectionData('ai_tool', 0)) as Array<{
				name: string;
				invoke(input: IDataObject): Promise<string>;
			}>;
			const answers: IDataObject[] = [];
			for (const call of calls) {
				try {
					answers.push({ answer: JSON.parse(await tools[0].invoke(call)) as IDataObject });
				} catch (error) {
					answers.push({ failed: (error as Error).message });
				}
			}
			return [answers.map((json) => ({ json }))];
		};
	}
}

async function agent(
	calls: IDataObject[],
	parameters: IDataObject,
	node: Partial<INode> = {},
	items?: INodeExecutionData[],
) {
	const result = await runWorkflow({
		nodes: [
			{ name: 'Input', type: 'test.input' },
			{ name: 'Agent', type: 'test.agent' },
			createExtendNode(
				{ extractUsing: 'config', fields: INVOICE_FIELDS, toolDescription: 'Reads', ...parameters },
				{ type: `${PACKAGE}.extendTool`, id: randomUUID(), ...node },
			),
		],
		connections: {
			Input: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Extend: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
		nodeTypes: new TestNodeTypes()
			.add('test', new InputNode(items ?? [await createInvoiceItem(1)]))
			.add('test', new Agent(calls))
			.add(PACKAGE, asTool()),
		credentialsHelper: createCredentialsHelper(createCredential(emulator)),
	});
	expect(result.error('Agent')?.message).toBeUndefined();
	return (result.output('Agent') ?? []).map(({ json }) => json);
}

describe('the parameters that exist for both', () => {
	const node = { ...createExtendNode(), id: '1', position: [0, 0], typeVersion: 1 } as INode;
	const resolved = (type: INodeType, parameters: INodeParameters) => {
		const { description } = type;
		const values = NodeHelpers.getNodeParameters(
			description.properties,
			parameters,
			true,
			false,
			node,
			description,
		);
		const { documentSource, output } = values ?? {};
		return { documentSource, output };
	};
	const chosen = { documentSource: 'fileId', output: 'run' };

	it('have defaults for a node of a workflow', () => {
		const expected = { documentSource: 'binary', output: 'fields' };
		expect(resolved(new Extend(), {})).toEqual(expected);
	});
	it('have others for a tool', () => {
		expect(resolved(asTool(), {})).toEqual({ documentSource: 'url', output: 'fields' });
	});
	it('are what was chosen', () => {
		expect(resolved(new Extend(), chosen)).toEqual(chosen);
		expect(resolved(asTool(), chosen)).toEqual(chosen);
	});
	it('have no output where nobody waits', () => {
		const { output } = resolved(new Extend(), { ...chosen, waitForCompletion: false });
		expect(output).toBeUndefined();
	});
});

const URL_BY_MODEL = { documentUrl: '={{ $fromAI("url", "Address of the document", "string") }}' };
const sample = () => `${emulator.url}/samples/invoice.pdf`;

it('starts with a URL and answers with the fields', async () => {
	const [first, second] = await agent([{ url: sample() }, { url: `${sample()}?2` }], URL_BY_MODEL);
	const { invoice_number: number, _extend: facts } = (first.answer as IDataObject[])[0];
	expect(number).toEqual(expect.any(String));
	expect(facts).toMatchObject({ status: 'PROCESSED', fileName: 'invoice.pdf' });
	expect(second.answer).toMatchObject([{ invoice_number: number }]);
	expect(getRunRequests(emulator).map(({ file }) => file)).toEqual([
		{ url: sample(), name: 'invoice.pdf' },
		{ url: `${sample()}?2`, name: 'invoice.pdf' },
	]);
});

it('takes what the builder chose instead', async () => {
	const answers = await agent([{ text: 'Invoice number: 77' }], {
		documentSource: 'text',
		text: '={{ $fromAI("text", "", "string") }}',
		output: 'run',
	});
	expect(answers).toMatchObject([
		{ answer: [{ object: 'extract_run', output: { value: { invoice_number: '77' } } }] },
	]);
});

it('answers with documents that need review as well, since it has no second output', async () => {
	const unsure = { invoice_number: { ocrConfidence: 0.1 } };
	emulator.nextRun({ output: { value: { invoice_number: '77' }, metadata: unsure } });
	const answers = await agent([{ url: sample() }], {
		...URL_BY_MODEL,
		output: 'fields',
		reviewOptions: { needsReviewOutput: true },
	});
	expect(answers).toMatchObject([{ answer: [{ invoice_number: '77' }] }]);
});

it('answers with documents of any type, since it has no outputs for them', async () => {
	emulator.nextRun({ output: { id: 'other', type: 'other', confidence: 0.9, insights: [] } });
	const answers = await agent([{ url: sample() }], {
		...URL_BY_MODEL,
		operation: 'classify',
		classifyUsing: 'config',
		classes: { class: [{ type: 'invoice' }, { type: 'receipt' }] },
		outputPerClassification: true,
	});
	expect(answers).toMatchObject([{ answer: [{ type: 'other' }] }]);
});

it('makes one run per document, whatever was chosen before it was a tool', async () => {
	await agent([{ url: `${sample()}\n${sample()}?2` }], {
		...URL_BY_MODEL,
		combineFiles: 'perItem',
	});
	expect(getRunRequests(emulator).map((body) => Object.keys(body).includes('package'))).toEqual([
		false,
		false,
	]);
});

it('tells the model what is wrong and what to do', async () => {
	const [{ failed }] = await agent([{ url: 'invoice.pdf' }], URL_BY_MODEL);
	expect(failed).toContain(`Check 'URL': "invoice.pdf" isn't a valid URL`);
	expect(failed).toContain('Enter a URL that starts with https://.');
	expect(emulator.requests).toEqual([]);
});

it('answers with the error when the node continues', async () => {
	emulator.nextRun({ status: 'FAILED', failureReason: 'FAILED_TO_PROCESS_FILE' });
	const [{ answer }] = await agent([{ url: sample() }], URL_BY_MODEL, {
		onError: 'continueRegularOutput',
	});
	expect(getItemError({ json: (answer as IDataObject[])[0] })).toMatchObject({
		code: 'FAILED_TO_PROCESS_FILE',
		retryable: false,
	});
});

/** Every call has a run index of its own; n8n 1.x does not say that the node is a tool. */
it('does not pay again for a document that n8n asks for once more, where n8n says it is a tool', async () => {
	const answers = await agent([{ url: sample() }, { url: sample() }], URL_BY_MODEL);
	expect(getRunRequests(emulator)).toHaveLength(ENGINE_MAJOR >= 2 ? 1 : 2);
	expect(answers).toHaveLength(2);
	expect(answers[0]).not.toHaveProperty('failed');
	expect(findRequests(emulator, 'GET', /^\/extract_runs\/./)).toHaveLength(
		ENGINE_MAJOR >= 2 ? 1 : 0,
	);
});

describe('A9: files that a tool gets by an expression', () => {
	const BINARY_BY_MODEL = {
		documentSource: 'binary',
		binaryPropertyName: `={{ $('Input').all()[$fromAI('n', '', 'number')].binary.data }}`,
		output: 'fields',
	};
	const numberOf = ({ answer }: IDataObject) => (answer as IDataObject[])[0].invoice_number;

	it.each([['filesystem'], ['default']] as const)(
		'with the same name and size give their own results (%s)',
		async (mode) => {
			await initBinaryData(mode);
			const items = await Promise.all(
				[1111, 2222].map(async (n) => ({
					json: {},
					binary: { data: await storeBinary(createInvoiceText(n), 'scan.txt') },
				})),
			);
			const answers = await agent([{ n: 0 }, { n: 1 }, { n: 0 }], BINARY_BY_MODEL, {}, items);
			expect(answers.map(numberOf)).toEqual(['1111', '2222', '1111']);
			// The third call asks for the first file once more.
			expect(emulator.billedRuns()).toHaveLength(ENGINE_MAJOR >= 2 ? 2 : 3);
		},
	);
});

it('A10: calls of a tool with the same document and another configuration are two runs', async () => {
	const description = `$fromAI('what', '', 'string')`;
	const number = `{ type: ['string', 'null'], description: ${description} }`;
	const schema = `{ type: 'object', properties: { invoice_number: ${number} } }`;
	const answers = await agent([{ what: 'as printed' }, { what: 'digits only' }], {
		documentSource: 'text',
		text: 'Invoice number: 77',
		schemaType: 'json',
		jsonSchema: `={{ JSON.stringify(${schema}) }}`,
	});
	expect(answers.filter((answer) => 'failed' in answer)).toEqual([]);
	expect(getRunRequests(emulator)).toHaveLength(2);
});
