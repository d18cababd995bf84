import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { PARAMETER_MESSAGES } from './messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export interface Range {
	start: number;
	end: number;
}

/** Reads `1-3, 5` as ranges, counted from 1. Empty text gives none. Throws InputError. */
export function parseRanges(text: string): Range[] {
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	return parts.map((range) => {
		const match = /^(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?$/.exec(range);
		if (!match) throw new InputError(PARAMETER_MESSAGES.notARange({ range: range.slice(0, 40) }));
		const start = Number(match[1]);
		const end = Number(match[2] ?? match[1]);
		if (start < 1) throw new InputError(PARAMETER_MESSAGES.rangeBeforeOne({ range }));
		if (end < start) throw new InputError(PARAMETER_MESSAGES.rangeBackwards({ range }));
		return { start, end };
	});
}

/** The ranges in an option of a collection; none: all. Throws NodeOperationError. */
export function readRanges(
	params: ItemParameters,
	collection: string,
	option: INodeProperties,
): Range[] {
	const entered = params.collection(collection, [option]);
	return params.check(option.displayName, () => parseRanges(String(entered[option.name] ?? '')));
}
