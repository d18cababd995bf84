import { InputError } from '../../../shared/errors/inputError';

export interface Range {
	start: number;
	end: number;
}

const FIX = 'Write page numbers and ranges separated by commas, for example 1-3, 5.';

/** Reads `1-3, 5` as ranges, counted from 1. Empty text gives none. Throws InputError. */
export function parseRanges(text: string): Range[] {
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	return parts.map((part) => {
		const match = /^(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?$/.exec(part);
		if (!match) throw new InputError({ message: `"${part.slice(0, 40)}" is no range`, hint: FIX });
		const start = Number(match[1]);
		const end = Number(match[2] ?? match[1]);
		if (start < 1) throw new InputError({ message: `"${part}" begins before 1`, hint: FIX });
		if (end < start)
			throw new InputError({ message: `"${part}" ends before it begins`, hint: FIX });
		return { start, end };
	});
}
