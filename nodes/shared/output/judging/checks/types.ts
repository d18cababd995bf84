import type { FieldPattern } from '../../../schema';
import type { NonEmpty } from '../../../utils/objects';

/** A field, or a column and all that is inside of it. */
export interface FieldRef {
	/** as it was entered */
	field: string;
	pattern: FieldPattern;
}

/** The parts of a sum, a column or several fields, and what they have to add up to. */
export interface SumCheck {
	check: 'sumOfColumn' | 'sumOfFields';
	summands: NonEmpty<FieldRef>;
	total: FieldRef;
	/** how far they may be apart */
	tolerance: number;
}

export interface DateCheck {
	check: 'dateOrder';
	earlier: FieldRef;
	/** left out: today */
	later?: FieldRef;
	/** in which it is today, e.g. `Europe/Berlin`; left out: that of the machine */
	timeZone?: string;
}

export interface FormatCheck {
	check: 'format';
	field: FieldRef;
	format: 'iban' | 'vatId';
}

export type Check = SumCheck | DateCheck | FormatCheck;

export interface FailedCheck {
	/** one of Check, or `validation` for one of an Extend workflow */
	check: string;
	/** the fields that it is about */
	fields: string[];
	/** one sentence without its final period */
	message: string;
}
