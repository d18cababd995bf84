/** Hints that the editor shows before a run, where they save money or a failed try. */
import type { NodeHint } from 'n8n-workflow';
import { FIELD_SETS } from '../shared/schema';
import { EDITOR_HINTS } from './messages';

const VERSION_OPTIONS = [
	'extractorVersion',
	'classifierVersion',
	'splitterVersion',
	'workflowVersion',
];

/** Review options that turn citations on, as confidence columns do. */
const CITING_OPTIONS = ['confidenceThreshold', 'fieldRules', 'needsReviewOutput'];

/** The parameter with the fields, by the value of 'Start With'. */
const FIELDS_PARAMETERS = JSON.stringify(
	Object.fromEntries(FIELD_SETS.map(({ value, parameter }) => [value, parameter])),
);

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
		EDITOR_HINTS.draftVersion,
		`$workflow.active && ${JSON.stringify(VERSION_OPTIONS)}.some((name) => $parameter["options"]?.[name]?.["value"] === "draft")`,
	),
	beforeRun(
		EDITOR_HINTS.noTable,
		`$parameter["output"] === "rows" && $parameter["extractUsing"] === "config" && $parameter["schemaType"] === "fields" && !($parameter[${FIELDS_PARAMETERS}[$parameter["fieldSet"]]]?.["field"] ?? []).some((field) => field.type === "table")`,
	),
	beforeRun(
		EDITOR_HINTS.noCitations,
		`($parameter["outputOptions"]?.["confidence"] === "columns" || ${JSON.stringify(CITING_OPTIONS)}.some((name) => ![undefined, false].includes($parameter["reviewOptions"]?.[name]))) && $parameter["extractionOptions"]?.["citations"]?.["settings"]?.["citationMode"] === "off"`,
	),
	beforeRun(
		EDITOR_HINTS.manyItems,
		'$parameter["resource"] === "document" && ["extract", "classify", "parse", "split"].includes($parameter["operation"]) && $input.all().length > 100',
	),
];
