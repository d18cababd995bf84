/** What the collection 'Review Options' says, checked. */
import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../errors/inputError';
import type { FieldRule, ReviewSettings } from '../../output/judging/types';
import { parseFieldPattern } from '../../schema';
import { getOwn, isRecord } from '../../utils/objects';
import { getPickedField } from '../fieldPicker';
import { REVIEW_MESSAGES } from './messages';

/**
 * The settings of the entries that are set. Throws an InputError with the number of the rule.
 * @param values as their declarations have them
 */
export function toReviewSettings({ fieldRules, ...thresholds }: IDataObject): ReviewSettings {
	const rules = listRows(fieldRules, 'rule').map((row, index) => toFieldRule(row, index + 1));
	return { ...thresholds, ...(rules.length > 0 ? { fieldRules: rules } : {}) };
}

/** The rows of a table in the editor; an expression may give a single one. */
function listRows(table: unknown, group: string): IDataObject[] {
	const rows = getOwn(table, group);
	return [rows ?? []].flat().filter(isRecord) as IDataObject[];
}

function toFieldRule({ field: picked, ...rest }: IDataObject, number: number): FieldRule {
	const field = getPickedField(picked);
	const place = REVIEW_MESSAGES.rule({ number });
	if (field === '') throw new InputError(REVIEW_MESSAGES.noField, place);
	const pattern = parseFieldPattern(field);
	if (!pattern) throw new InputError(REVIEW_MESSAGES.invalidField({ field }), place);
	return { ...rest, field, pattern };
}
