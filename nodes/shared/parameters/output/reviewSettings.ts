/** What the collection 'Review Options' says, checked. */
import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../errors/inputError';
import type { Check, FieldRef } from '../../output/judging/checks/types';
import type { FieldRule, ReviewSettings } from '../../output/judging/types';
import { parseFieldPattern } from '../../schema';
import { getOwn, toRecords, type NonEmpty } from '../../utils/objects';
import { toText } from '../../utils/sanitize';
import { getPickedField } from '../fieldPicker';
import { REVIEW_MESSAGES } from './messages';

/**
 * The settings of the entries that are set. Throws an InputError with the number of the rule or check.
 * @param values as their declarations have them
 * @param timeZone of the workflow, e.g. `Europe/Berlin`
 */
export function toReviewSettings(
	{ fieldRules, checks, ...others }: IDataObject,
	timeZone: string,
): ReviewSettings {
	const rules = listRows(fieldRules, 'rule').map((row, index) =>
		toFieldRule(row, REVIEW_MESSAGES.rule({ number: index + 1 })),
	);
	const checkList = listRows(checks, 'check').map((row, index) =>
		toCheck(row, REVIEW_MESSAGES.check({ number: index + 1 }), timeZone),
	);
	return {
		...others,
		...(rules.length > 0 ? { fieldRules: rules } : {}),
		...(checkList.length > 0 ? { checks: checkList } : {}),
	};
}

/** The rows of a table in the editor; an expression may give a single one. */
function listRows(table: unknown, group: string): IDataObject[] {
	const rows = getOwn(table, group);
	return toRecords([rows ?? []].flat());
}

function toFieldRule({ field, ...rest }: IDataObject, place: string): FieldRule {
	return { ...rest, ...toFieldRef(getPickedField(field), place) };
}

/** @param place where it is, for errors: `rule 2` */
function toFieldRef(field: string, place: string): FieldRef {
	if (field === '') throw new InputError(REVIEW_MESSAGES.noField, place);
	const pattern = parseFieldPattern(field);
	if (!pattern) throw new InputError(REVIEW_MESSAGES.invalidField({ field }), place);
	return { field, pattern };
}

/** n8n leaves out what equals its default, so a row may have nothing but its fields. */
function toCheck(row: IDataObject, place: string, timeZone: string): Check {
	const { check = 'sumOfColumn', fields, format = 'iban', tolerance = 0 } = row;
	const read = (picked: unknown) => toFieldRef(getPickedField(picked), place);
	const field = read(row.field);
	switch (check) {
		case 'dateOrder': {
			const later = getPickedField(row.laterField);
			return {
				check,
				earlier: field,
				...(later === '' ? {} : { later: toFieldRef(later, place) }),
				timeZone,
			};
		}
		case 'format':
			return { check, field, format: format === 'vatId' ? 'vatId' : 'iban' };
		case 'sumOfFields': {
			const names = Array.isArray(fields) ? fields.map(toText) : toText(fields).split(',');
			const [first, ...others] = names
				.map((name) => name.trim())
				.filter((name) => name !== '')
				.map((name) => toFieldRef(name, place));
			if (!first) throw new InputError(REVIEW_MESSAGES.noField, place);
			const summands: NonEmpty<FieldRef> = [first, ...others];
			return { check, summands, total: field, tolerance: Number(tolerance) };
		}
		default: {
			const summands: NonEmpty<FieldRef> = [read(row.column)];
			return { check: 'sumOfColumn', summands, total: field, tolerance: Number(tolerance) };
		}
	}
}
