/** What Classify and Split use: a saved classifier or splitter, or classes that are listed in the node. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { classesProperty, readClasses } from './classes';
import { setPath } from '../../../shared/utils/deepMerge';
import { buildConfig, flattenBundles } from '../common/buildConfig';
import { collection } from '../../../shared/parameters/declared/collections';
import { additionalConfigOption } from '../common/additionalConfig';
import { BASE_PROCESSOR_PATHS, baseProcessorOption } from '../common/sharedOptions';
import { readPages } from '../document/fileOptions';
import { readParseStep } from '../parsing/readParseOptions';
import { resourcePicker, versionPicker } from '../../../shared/parameters/resourcePicker';
import { ALTERNATIVES } from './messages';
import { readInline, readSaved, type ProcessorConfig } from './processorConfig';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

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
	/** under `methods.loadOptions`: the classes of what is saved */
	outputsMethod: string;
	/** keys of the configuration */
	classesKey: string;
	rulesKey: string;
	/** display name of the rules */
	rulesName: string;
	rulesPlaceholder: string;
	/** whether a class has an identifier that tells its documents apart */
	identifiers: boolean;
	/** the collection with the settings of the operation */
	collectionName: string;
	collectionLabel: string;
	modelDescription: string;
	/** a version that the newest model has */
	versionPlaceholder: string;
	/** models that only this operation has */
	models?: INodePropertyOptions[];
	/** its settings beside those that both operations have */
	options: INodeProperties[];
	/** where these go in the configuration */
	paths: Readonly<Record<string, string>>;
}

/** The parameters that say what the operation uses. Without display options for the operation. */
export function classesProperties(text: ClassesText): INodeProperties[] {
	const saved = { show: { [text.using]: [text.kind] } };
	const inline = { show: { [text.using]: ['config'] } };
	return [
		usingProperty(text),
		{ ...resourcePicker(text.kind), displayOptions: saved },
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
			description: 'Guidance for the AI',
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
		description: 'What defines the document types',
		options: [
			{ name: text.savedName, value: text.kind, description: text.savedDescription },
			{ name: 'Define Below', value: 'config', description: text.inlineDescription },
		],
	};
	return { ...property, default: text.kind };
}

/** The version of what is saved, for 'Options'. */
export function savedVersionOption({ kind, using }: ClassesText): INodeProperties {
	return { ...versionPicker(kind), displayOptions: { show: { [`/${using}`]: [kind] } } };
}

/** The collection with the settings of the operation. */
export function classesCollection(text: ClassesText): INodeProperties {
	return collection(text.collectionLabel, text.collectionName, listOptions(text));
}

function listOptions(text: ClassesText): INodeProperties[] {
	return [
		additionalConfigOption,
		baseProcessorOption(text.task, text.modelDescription, text.versionPlaceholder, text.models),
		...text.options,
	];
}

/** What the item uses. Throws NodeOperationError for wrong input. */
export function readClassesConfig(params: ItemParameters, text: ClassesText): ProcessorConfig {
	if (params.text(text.using, text.kind) === text.kind) {
		const alternative = ALTERNATIVES.defineClasses({ usingName: text.usingName });
		return readSavedClasses(params, text, alternative);
	}
	const { settings, additionalConfig } = readClassesSettings(params, text);
	const rules = params.text(text.rulesKey);
	const config = {
		...settings,
		[text.classesKey]: readClasses(params),
		...(rules === '' ? {} : { [text.rulesKey]: rules }),
	};
	return readInline(params, config, additionalConfig);
}

/** The saved classifier or splitter of an item. Throws NodeOperationError for wrong input. */
export function readSavedClasses(
	params: ItemParameters,
	text: ClassesText,
	alternative?: string,
): ProcessorConfig {
	const { settings, additionalConfig } = readClassesSettings(params, text);
	return readSaved(params, text.kind, settings, additionalConfig, alternative);
}

/** The settings of all collections as a configuration; only what is set. */
function readClassesSettings(params: ItemParameters, text: ClassesText) {
	const values = flattenBundles(
		params.collection(text.collectionName, listOptions(text), {
			acceptsUnknownChoices: true,
		}),
	);
	const settings = buildConfig(values, { ...BASE_PROCESSOR_PATHS, ...text.paths });
	const parseConfig = readParseStep(params);
	if (parseConfig) settings.parseConfig = parseConfig;
	const pages = readPages(params);
	if (pages.length > 0) setPath(settings, 'advancedOptions.pageRanges', pages);
	return { settings, additionalConfig: values.additionalConfig };
}
