/** Hints that the editor shows before a run, where they save money or a failed try. */
import type { NodeHint } from 'n8n-workflow';

const VERSION_OPTIONS = [
	'extractorVersion',
	'classifierVersion',
	'splitterVersion',
	'workflowVersion',
];

/** n8n evaluates conditions with the parameters of the node; hidden ones are absent. */
function when(condition: string): Pick<NodeHint, 'displayCondition'> {
	return { displayCondition: `={{ ${condition} }}` };
}

function beforeRun(message: string, condition: string): NodeHint {
	return {
		type: 'info',
		location: 'ndv',
		whenToDisplay: 'beforeExecution',
		message,
		...when(condition),
	};
}

export const editorHints: NodeHint[] = [
	beforeRun(
		'The draft version changes with every edit in Extend. Select a published version.',
		`$workflow.active && ${JSON.stringify(VERSION_OPTIONS)}.some((name) => $parameter["options"]?.[name]?.["value"] === "draft")`,
	),
	beforeRun(
		"'Table Rows' needs a table. Add a field of type 'Table', or set 'Output' to 'Fields'.",
		'$parameter["output"] === "rows" && $parameter["extractUsing"] === "config" && $parameter["schemaType"] === "fields" && !($parameter["fields"]?.["field"] ?? []).some((field) => field.type === "table")',
	),
	beforeRun(
		"'Confidence Threshold' needs citations. Turn on 'Citations' in 'Extraction Options'.",
		'$parameter["reviewOptions"]?.["confidenceThreshold"] !== undefined && $parameter["extractionOptions"]?.["citations"]?.["settings"]?.["citationMode"] === "off"',
	),
	beforeRun(
		'For large volumes, use Batch > Run. It sends up to 1,000 documents in one request.',
		'$parameter["resource"] === "document" && ["extract", "classify", "parse", "split"].includes($parameter["operation"]) && $input.all().length > 100',
	),
];
