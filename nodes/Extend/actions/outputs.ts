/** The outputs of the node: one, or two when documents that need review have their own. */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { REVIEW_OUTPUT } from '../../shared/parameters/output/reviewOptions';
import { resources } from './registry';

const DONE = { type: NodeConnectionTypes.Main, displayName: 'Done' };
const NEEDS_REVIEW = { type: NodeConnectionTypes.Main, displayName: 'Needs Review' };

/**
 * An expression for the outputs. n8n evaluates it in the editor and before each run, in the editor with the parameters
 * as they are saved: hidden ones and those with their default may be absent, and those of another operation there.
 */
export function buildOutputs(): `={{${string}}}` {
	const operations = resources.flatMap(({ value, defaultOperation, operations: entries }) =>
		Object.entries(entries)
			.filter(([, { operation }]) => hasReviewOutput(operation.description))
			.flatMap(([name]) =>
				name === defaultOperation
					? [`${value} ${name}`, `${value} undefined`]
					: [`${value} ${name}`],
			),
	);
	const condition = [
		'p["reviewOptions"]?.["needsReviewOutput"] === true',
		'p["waitForCompletion"] !== false',
		`${JSON.stringify(operations)}.includes((p["resource"] ?? "document") + " " + p["operation"])`,
	].join(' && ');
	const two = JSON.stringify([DONE, NEEDS_REVIEW]);
	return `={{ ((p) => ${condition} ? ${two} : ["main"])($parameter) }}`;
}

function hasReviewOutput(properties: Array<{ options?: unknown[] }>): boolean {
	return properties.some(({ options = [] }) => options.includes(REVIEW_OUTPUT));
}

/**
 * The items by output, in their order. Error items are on the first one, where n8n looks for them. As a tool of an
 * agent the node has no output of its own, and n8n reads the first.
 */
export function splitByOutput(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): INodeExecutionData[][] {
	const own = context
		.getNodeOutputs()
		.filter(({ type, category }) => type === NodeConnectionTypes.Main && category !== 'error');
	const outputs: INodeExecutionData[][] = [[], ...own.slice(1).map(() => [])];
	for (const { outputIndex, ...item } of items) {
		outputs.at(Math.min(Number(outputIndex ?? 0), outputs.length - 1))?.push(item);
	}
	return outputs;
}
