/** Options that several operations have, each declared once. What differs is an argument. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

export const pagesOption: INodeProperties = {
	displayName: 'Pages',
	name: 'pageRanges',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1-3, 5',
	description: 'Read only these pages, counted from 1',
};

export const configJsonOption: INodeProperties = {
	displayName: 'Configuration (JSON)',
	name: 'configJson',
	type: 'json',
	typeOptions: { rows: 6 },
	default: '{}',
	description: 'Laid over the configuration last, for settings that have no option here',
};

export const advancedMultimodalOption: INodeProperties = {
	displayName: 'Advanced Multimodal',
	name: 'advancedMultimodalEnabled',
	type: 'boolean',
	default: true,
	description: 'Whether the model also looks at the pages as pictures',
};

export const minReviewScoreOption: INodeProperties = {
	displayName: 'Minimum Review Score',
	name: 'minReviewScore',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 5 },
	default: 3,
	description:
		"A field whose review agent score is this or lower needs review. Scores go from 1 to 5 and come with 'Review Agent'.",
};

/** @param citations says how citations are turned on, since confidence comes only with them */
export function reviewThresholdOption(citations: string): INodeProperties {
	return {
		displayName: 'Review Threshold',
		name: 'reviewThreshold',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.8,
		description: `A field whose confidence is lower than this needs review. From 0 to 1; ${citations}.`,
	};
}

/** @param replaces what is replaced and for how long, e.g. `the saved extractor for this run` */
export function overrideConfigOption(replaces: string): INodeProperties {
	return {
		displayName: 'Override Configuration (JSON)',
		name: 'overrideConfig',
		type: 'json',
		typeOptions: { rows: 6 },
		default: '{}',
		description: `Replaces settings of ${replaces} only`,
	};
}

/**
 * The model families of an operation.
 * @param task begins the values, e.g. `extraction` for `extraction_light`
 * @param others families that only this operation has; by name they stand before 'Performance'
 */
export function baseProcessorOption(
	task: 'classification' | 'extraction' | 'splitting',
	others: INodePropertyOptions[] = [],
): INodeProperties {
	const families: INodePropertyOptions[] = [
		{
			name: 'Light',
			value: `${task}_light`,
			description: 'Quicker and cheaper, for simple documents',
		},
		...others,
		{
			name: 'Performance',
			value: `${task}_performance`,
			description: 'The most accurate one',
		},
	];
	return {
		displayName: 'Base Processor',
		name: 'baseProcessor',
		type: 'options',
		default: `${task}_performance`,
		description: 'The model family',
		options: families,
	};
}

/** @param placeholder an example of a version of the operation's models */
export function baseVersionOption(placeholder: string): INodeProperties {
	return {
		displayName: 'Base Version',
		name: 'baseVersion',
		type: 'string',
		default: '',
		placeholder,
		description: 'Version of the model family. Empty: the newest stable one.',
	};
}

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

/** @param work what is done at the same time, e.g. `files are downloaded` */
export function concurrencyOption(work: string): INodeProperties {
	return {
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 5,
		description: `How many ${work} at the same time. The first item decides.`,
	};
}
