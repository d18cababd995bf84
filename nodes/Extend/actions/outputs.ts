/** The outputs of the node: one, two when documents that need review have their own, or one per classification. */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { REVIEW_OUTPUT } from '../../shared/parameters/output/reviewOptions';
import { OTHER_PATTERN } from '../parameters/config/classes';
import { CLASSIFY_TEXT } from '../parameters/config/classifyText';
import { SPLIT_TEXT } from '../parameters/config/splitText';
import { resources, type OperationPath } from './registry';

const DONE = { type: NodeConnectionTypes.Main, displayName: 'Done' };
const NEEDS_REVIEW = { type: NodeConnectionTypes.Main, displayName: 'Needs Review' };

/** The parameter that tells a saved classifier or splitter from a table, by operation. */
const USING_PARAMETERS = {
	'document classify': CLASSIFY_TEXT.using,
	'document split': SPLIT_TEXT.using,
} satisfies Partial<Record<OperationPath, string>>;

/**
 * An expression for the outputs. n8n evaluates it in the editor and before each run, in the editor with the parameters
 * as they are saved: hidden ones and those with their default may be absent, and those of another operation there.
 */
export function buildOutputs(): `={{${string}}}` {
	const operation = '(p["resource"] ?? "document") + " " + p["operation"]';
	const one = `["${NodeConnectionTypes.Main}"]`;
	const outputs = [
		`p["waitForCompletion"] === false ? ${one}`,
		`p["reviewOptions"]?.["needsReviewOutput"] === true && ${JSON.stringify(listReviewing())}.includes(o) ? ${JSON.stringify([DONE, NEEDS_REVIEW])}`,
		`p["outputPerClassification"] === true && u && !(o === "document split" && p["output"] === "run") ? ${buildClassOutputs()}`,
		one,
	].join(' : ');
	const withUsing = `((u) => ${outputs})(${JSON.stringify(USING_PARAMETERS)}[o])`;
	return `={{ ((p, r) => ((o) => ${withUsing})(${operation}))($parameter, $rawParameter) }}`;
}

/** Names are data of the expression, never a part of it. Names that are expressions appear as typed. */
function buildClassOutputs(): string {
	const rows = 'p[u] === "config" ? r["classes"]?.["class"] : r["classificationOutputs"]';
	const text =
		'(row) => String((typeof row === "string" ? row : row?.["type"]) ?? "").replace(/^=/, "").trim()';
	const toOutput = `(name, index) => ({ type: "${NodeConnectionTypes.Main}", displayName: name || String(index + 1) })`;
	const ordered = '[...names.filter((name) => !isOther(name)), names.find(isOther) ?? "other"]';
	const isOther = `(name) => ${String(OTHER_PATTERN)}.test(name)`;
	return `((rows, isOther) => ((names) => ${ordered}.map(${toOutput}))((Array.isArray(rows) ? rows : []).map(${text})))(${rows}, ${isOther})`;
}

/**
 * Operations with a review output, as "resource operation". A default operation also as "resource undefined": n8n
 * doesn't save defaults.
 */
function listReviewing(): string[] {
	return resources.flatMap(({ value, defaultOperation, operations }) =>
		Object.entries(operations)
			.filter(([, { operation }]) => hasReviewOutput(operation.description))
			.flatMap(([name]) =>
				name === defaultOperation
					? [`${value} ${name}`, `${value} undefined`]
					: [`${value} ${name}`],
			),
	);
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
