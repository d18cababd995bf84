/** What Classify and Split use: a saved classifier or splitter, or classes that are listed in the node. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { classesProperty, readClasses } from './classes';
import { addPages, buildConfig } from '../common/buildConfig';
import {
	baseProcessorOption,
	baseVersionOption,
	configJsonOption,
	overrideConfigOption,
	pagesOption,
} from '../common/sharedOptions';
import { buildNestedParseConfig } from '../parsing/buildParseConfig';
import { resourcePicker, versionPicker } from '../../../shared/parameters/resourcePicker';
import { ALTERNATIVES } from './messages';
import { readInline, readSaved, type ProcessorConfig } from './processorConfig';

/** The names and labels of one of the two operations. */
export interface ClassesText {
	kind: 'classifier' | 'splitter';
	/** begins the names of its model families */
	task: 'classification' | 'splitting';
	/** `classifyUsing` or `splitUsing`, with its display name */
	using: string;
	usingName: string;
	savedName: string;
	savedDescription: string;
	inlineDescription: string;
	/** keys of the configuration */
	classesKey: string;
	rulesKey: string;
	/** display name of the rules */
	rulesName: string;
	rulesPlaceholder: string;
	/** whether a class has an identifier that tells its documents apart */
	identifiers: boolean;
	/** options that go into the configuration, and where */
	paths: Readonly<Record<string, string>>;
}

/** The parameters that say what the operation uses. Without display options for the operation. */
export function classesProperties(text: ClassesText): INodeProperties[] {
	const saved = { show: { [text.using]: [text.kind] } };
	const inline = { show: { [text.using]: ['config'] } };
	return [
		usingProperty(text),
		{ ...resourcePicker(text.kind), displayOptions: saved },
		{ ...versionPicker(text.kind), displayOptions: saved },
		{
			...classesProperty({ identifiers: text.identifiers }),
			displayOptions: inline,
		},
		{
			displayName: text.rulesName,
			name: text.rulesKey,
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: text.rulesPlaceholder,
			description: 'What to pay attention to, in plain words',
			displayOptions: inline,
		},
	];
}

function usingProperty(text: ClassesText): INodeProperties {
	const property: INodeProperties = {
		displayName: text.usingName,
		name: text.using,
		type: 'options',
		noDataExpression: true,
		default: '',
		options: [
			{ name: text.savedName, value: text.kind, description: text.savedDescription },
			{ name: 'Classes Defined Here', value: 'config', description: text.inlineDescription },
		],
	};
	return { ...property, default: text.kind };
}

/** The options of the configuration that both operations have. */
export function classesOptions(text: ClassesText): INodeProperties[] {
	const saved = { show: { [`/${text.using}`]: [text.kind] } };
	const inline = { show: { [`/${text.using}`]: ['config'] } };
	return [
		baseProcessorOption(text.task),
		baseVersionOption('e.g. 3.2.0'),
		{ ...configJsonOption, displayOptions: inline },
		{
			...overrideConfigOption(`the saved ${text.kind} for this run`),
			displayOptions: saved,
		},
		pagesOption,
	];
}

/** What the item uses. Throws NodeOperationError for wrong input. */
export function readClassesConfig(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
	text: ClassesText,
): ProcessorConfig {
	const parsing = context.getNodeParameter('parseOptions', itemIndex, {}) as IDataObject;
	const paths = { baseProcessor: 'baseProcessor', baseVersion: 'baseVersion', ...text.paths };
	const fromOptions = { ...buildConfig(options, paths), ...buildNestedParseConfig(parsing) };
	addPages(context, itemIndex, fromOptions, options);
	if (context.getNodeParameter(text.using, itemIndex, text.kind) === text.kind) {
		const alternative = ALTERNATIVES.defineClasses({ usingName: text.usingName });
		return readSaved(context, itemIndex, text.kind, fromOptions, options, alternative);
	}
	const rules = String(context.getNodeParameter(text.rulesKey, itemIndex, '') ?? '').trim();
	const config = {
		...fromOptions,
		[text.classesKey]: readClasses(context, itemIndex),
		...(rules === '' ? {} : { [text.rulesKey]: rules }),
	};
	return readInline(context, itemIndex, config, options);
}
