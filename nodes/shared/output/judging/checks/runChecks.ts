/** Checks of a document's values that a person would do with a calculator and a calendar. */
import { describeField, findFieldValues, type FieldValue } from '../../../schema';
import type { JsonRecord } from '../../../utils/objects';
import { toText } from '../../../utils/sanitize';
import { isMissing } from '../fieldRules';
import { getToday, parseDate } from './dates';
import { addDecimals, formatAmounts, isClose, parseDecimal, ZERO, type Decimal } from './decimal';
import { isIban } from './iban';
import { CHECK_MESSAGES } from './messages';
import type { Check, DateCheck, FailedCheck, FieldRef, FormatCheck, SumCheck } from './types';
import { isVatId } from './vatIds';

/** The checks that these fields fail. A value that is missing or odd fails them, too. */
export function runChecks(fields: JsonRecord, checks: Check[] = []): FailedCheck[] {
	return checks.flatMap((check) => runCheck(fields, check));
}

function runCheck(fields: JsonRecord, check: Check): FailedCheck[] {
	switch (check.check) {
		case 'dateOrder':
			return checkDates(fields, check);
		case 'format':
			return checkFormat(fields, check);
		default:
			return checkSum(fields, check);
	}
}

/** What is wrong with a value, or the value in the form that the check needs. */
type Reading<T> = { problem: string } | { value: T };

function readValue<T>(
	{ path, value }: FieldValue,
	parse: (value: unknown) => T | undefined,
	describeProblem: (values: { field: string; value: string }) => string,
): Reading<T> {
	const field = describeField(path);
	if (isMissing(value)) return { problem: CHECK_MESSAGES.missing({ field }) };
	const parsed = parse(value);
	if (parsed !== undefined) return { value: parsed };
	return { problem: describeProblem({ field, value: toText(value) || JSON.stringify(value) }) };
}

/** The field's only value. */
function findOne(fields: JsonRecord, { field, pattern }: FieldRef): FieldValue | undefined {
	const found = findFieldValues(fields, pattern);
	if (found.length > 1) return undefined;
	return found[0] ?? { path: field, value: undefined };
}

function checkSum(fields: JsonRecord, check: SumCheck): FailedCheck[] {
	const { summands, total: totalField } = check;
	const fail = (message: string): FailedCheck[] => [
		{
			check: check.check,
			fields: [...summands, totalField].map(({ field }) => field),
			message,
		},
	];
	const found = findOne(fields, totalField);
	if (!found) return fail(CHECK_MESSAGES.severalValues({ field: totalField.field }));
	const total = readValue(found, parseDecimal, CHECK_MESSAGES.notANumber);
	let sum: Decimal = ZERO;
	for (const part of summands.flatMap(({ pattern }) => findFieldValues(fields, pattern))) {
		const amount = readValue(part, parseDecimal, CHECK_MESSAGES.notANumber);
		if ('problem' in amount) return fail(amount.problem);
		sum = addDecimals(sum, amount.value);
	}
	if ('problem' in total) return fail(total.problem);
	if (isClose(sum, total.value, parseDecimal(check.tolerance) ?? ZERO)) return [];
	const [sumText, totalText] = formatAmounts(sum, total.value);
	const values = { sum: sumText, field: describeField(found.path), total: totalText };
	return fail(CHECK_MESSAGES.wrongSum({ parts: describeParts(check), ...values }));
}

/** "Line items" for a column of the table `line_items`, otherwise the names of the fields. */
function describeParts({ check, summands }: SumCheck): string {
	const [{ pattern }] = summands;
	if (check === 'sumOfFields') {
		const names = summands.map(({ field }) => field);
		if (names.length < 3) return names.join(' and ');
		return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
	}
	const names = pattern.filter((step) => !step.startsWith('['));
	const table = names.at(-2) ?? names.at(0) ?? '';
	const words = table
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.replace(/[_-]+/g, ' ')
		.trim();
	return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

function checkDates(fields: JsonRecord, check: DateCheck): FailedCheck[] {
	const { earlier, later, timeZone } = check;
	const readDate = (found: FieldValue) => readValue(found, parseDate, CHECK_MESSAGES.notADate);
	const found = later ? findOne(fields, later) : undefined;
	const getLimit = (): Reading<string> => {
		if (!later) return { value: getToday(timeZone) };
		if (!found) return { problem: CHECK_MESSAGES.severalValues({ field: later.field }) };
		return readDate(found);
	};
	const limit = getLimit();
	const limitName = found ? describeField(found.path) : CHECK_MESSAGES.today;
	return findFieldValues(fields, earlier.pattern).flatMap((one) => {
		const names = found ? [one.path, found.path] : [one.path];
		const fail = (message: string) => [{ check: check.check, fields: names, message }];
		const date = readDate(one);
		if ('problem' in date) return fail(date.problem);
		if ('problem' in limit) return fail(limit.problem);
		if (date.value <= limit.value) return [];
		const values = { field: describeField(one.path), date: date.value };
		return fail(CHECK_MESSAGES.tooLate({ ...values, limitName, limit: limit.value }));
	});
}

function checkFormat(fields: JsonRecord, { check, field, format }: FormatCheck): FailedCheck[] {
	const isValid = format === 'iban' ? isIban : isVatId;
	const describeProblem = format === 'iban' ? CHECK_MESSAGES.notAnIban : CHECK_MESSAGES.notAVatId;
	const parse = (value: unknown) => {
		// People group digits.
		const text = toText(value)
			.toUpperCase()
			.replace(/[\s./-]/g, '');
		return isValid(text) ? text : undefined;
	};
	return findFieldValues(fields, field.pattern).flatMap((found) => {
		const result = readValue(found, parse, describeProblem);
		if (!('problem' in result)) return [];
		return [{ check, fields: [found.path], message: result.problem }];
	});
}
