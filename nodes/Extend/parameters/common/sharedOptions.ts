/** Options that several operations have, each declared once. What differs is an argument. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { bundle } from '../../../shared/parameters/declared/collections';
import { compareNames } from '../../../shared/utils/compareNames';

export const multimodalOption: INodeProperties = {
	displayName: 'Multimodal',
	name: 'advancedMultimodalEnabled',
	type: 'boolean',
	default: false,
	description: 'Whether to also send images of the pages to the model. Off by default.',
};

/**
 * The model of an operation and its version.
 * @param task begins the values, e.g. `extraction` for `extraction_light`
 * @param others models that only this operation has
 */
export function baseProcessorOption(
	task: 'classification' | 'extraction' | 'splitting',
	description: string,
	versionPlaceholder: string,
	others: INodePropertyOptions[] = [],
): INodeProperties {
	const models: INodePropertyOptions[] = [
		{
			name: 'Light',
			value: `${task}_light`,
			description: 'Faster and cheaper. Best for simple documents.',
		},
		{ name: 'Performance', value: `${task}_performance`, description: 'Most accurate' },
		...others,
	];
	return bundle('Base Processor', 'baseProcessor', description, [
		{
			displayName: 'Model',
			name: 'baseProcessor',
			type: 'options',
			default: `${task}_performance`,
			description,
			options: models.sort((one, other) => compareNames(one.name, other.name)),
		},
		{
			displayName: 'Version',
			name: 'baseVersion',
			type: 'string',
			default: '',
			placeholder: versionPlaceholder,
			description: 'Version of the model. Defaults to the latest stable version.',
		},
	]);
}

/** Where both settings go in the configuration. */
export const BASE_PROCESSOR_PATHS = {
	'baseProcessor.baseProcessor': 'baseProcessor',
	'baseProcessor.baseVersion': 'baseVersion',
} as const;

/** @param seconds the default */
export function timeoutOption(seconds: number, description: string): INodeProperties {
	return {
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: seconds,
		description,
	};
}

/** @param work what is done at the same time, e.g. `files to download` */
export function concurrencyOption(work: string): INodeProperties {
	return {
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 1, maxValue: 100 },
		default: '',
		placeholder: 'e.g. 5',
		description: `Maximum number of ${work} at the same time. Automatic by default.`,
	};
}
