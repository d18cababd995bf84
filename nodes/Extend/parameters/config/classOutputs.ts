/** 'Output per Classification': an output for each document type, and a last one for all other documents. */
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import type { BooleanProperty, ItemParameters } from '../../../shared/parameters/nodeParameters';
import { getOwn } from '../../../shared/utils/objects';
import { toText } from '../../../shared/utils/sanitize';
import { OTHER_PATTERN, readClasses } from './classes';
import type { ClassesText } from './classesConfig';
import { CLASSES_MESSAGES } from './messages';

/** Read by an expression as well, which sees no expressions in it. */
const perClassProperty: BooleanProperty = {
	displayName: 'Output per Classification',
	name: 'outputPerClassification',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		"Whether to send each document type to its own output, and all other documents to 'other'",
};

const savedOutputsProperty: INodeProperties = {
	displayName: 'Classification Outputs',
	name: 'classificationOutputs',
	type: 'multiOptions',
	noDataExpression: true,
	required: true,
	default: [],
	description: "The document types that get their own output. All others go to 'other'.",
	options: [],
};

const outputsNotice: INodeProperties = {
	displayName:
		"n8n keeps connections by position. Check them now, and after each change to the classifications. 'other' follows these, and the error output is last.",
	name: 'classificationOutputsNotice',
	type: 'notice',
	default: '',
};

/** A document type as a result names it. */
export interface Classification {
	id: unknown;
	type: unknown;
}

/** Where the documents of an item go. */
export interface ClassOutputs {
	/** that of all documents without an output of their own */
	last: number;
	find(classification: Classification): number | undefined;
}

/**
 * Without display options for the operation.
 * @param wholeRun values of 'Output' that leave the documents of a run together
 */
export function classOutputsProperties(
	text: ClassesText,
	wholeRun: string[] = [],
): INodeProperties[] {
	const hide = {
		'@tool': [true],
		waitForCompletion: [false],
		...(wholeRun.length > 0 ? { output: wholeRun } : {}),
	};
	const show = { outputPerClassification: [true] };
	const savedOutputs: INodeProperties = {
		...savedOutputsProperty,
		typeOptions: {
			loadOptionsMethod: text.outputsMethod,
			loadOptionsDependsOn: [`${text.kind}.value`, `options.${text.kind}Version.value`],
		},
	};
	return [
		{ ...perClassProperty, displayOptions: { hide } },
		{ ...savedOutputs, displayOptions: { show: { ...show, [text.using]: [text.kind] }, hide } },
		{ ...outputsNotice, displayOptions: { show, hide } },
	];
}

/** Undefined when all documents have the same output. Throws NodeOperationError. */
export function readClassOutputs(
	params: ItemParameters,
	text: ClassesText,
): ClassOutputs | undefined {
	if (!params.boolean(perClassProperty)) return undefined;
	const { parameters } = params.context.getNode();
	return params.text(text.using, text.kind) === text.kind
		? params.check('Classification Outputs', () => toSavedOutputs(parameters))
		: toRowOutputs(parameters, readClasses(params));
}

function toSavedOutputs({ classificationOutputs: chosen }: INodeParameters): ClassOutputs {
	const types = toList(chosen).filter((type) => !OTHER_PATTERN.test(toText(type)));
	if (types.length === 0) throw new InputError(CLASSES_MESSAGES.noOutputs);
	const outputs = new Map(types.map((type, index) => [type, index]));
	return { last: types.length, find: ({ type }) => outputs.get(type) };
}

/**
 * The outputs belong to rows, not to names: a name can be an expression, which is another one for each item.
 * @param parameters as they are saved
 * @param classes the rows with the names of the item
 */
function toRowOutputs({ classes: table }: INodeParameters, classes: IDataObject[]): ClassOutputs {
	const ids = new Map<unknown, number>();
	const types = new Map<unknown, number>();
	let last = 0;
	for (const [index, row] of toList(getOwn(table, 'class')).entries()) {
		if (OTHER_PATTERN.test(toText(getOwn(row, 'type')))) continue;
		const chosen = classes[index];
		if (chosen && !OTHER_PATTERN.test(toText(chosen.type))) {
			ids.set(chosen.id, last);
			if (!types.has(chosen.type)) types.set(chosen.type, last);
		}
		last++;
	}
	return { last, find: ({ id, type }) => ids.get(id) ?? types.get(type) };
}

function toList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
