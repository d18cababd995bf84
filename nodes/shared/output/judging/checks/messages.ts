import { defineMessages } from '../../../utils/messages';

interface OddValue {
	field: string;
	value: string;
}

/** Why a document fails a check. `field` is a path such as `lines.amount in row 3`. */
export const CHECK_MESSAGES = defineMessages({
	missing: ({ field }: { field: string }) => `${field} is missing, so it couldn't be checked`,
	severalValues: ({ field }: { field: string }) =>
		`${field} has several values, so it couldn't be checked`,
	notANumber: ({ field, value }: OddValue) => `${field} isn't a number (${value})`,
	notADate: ({ field, value }: OddValue) => `${field} isn't a date (${value})`,
	notAnIban: ({ field, value }: OddValue) => `${field} isn't a valid IBAN (${value})`,
	notAVatId: ({ field, value }: OddValue) => `${field} isn't a valid VAT ID (${value})`,
	/** `parts` are the table or the names of the fields */
	wrongSum: (values: { parts: string; sum: string; field: string; total: string }) =>
		`${values.parts} add up to ${values.sum}, but ${values.field} is ${values.total}`,
	tooLate: (values: { field: string; date: string; limitName: string; limit: string }) =>
		`${values.field} (${values.date}) is later than ${values.limitName} (${values.limit})`,
	/** stands for the name of a field */
	today: 'today',
	/** of Extend; `step` and `rule` are names, `reason` is Extend's text in brackets or empty */
	validation: (values: { step: string; rule: string; reason: string }) =>
		`The rule "${values.rule}" failed in the step "${values.step}"${values.reason}`,
	validationStep: ({ step }: { step: string }) => `The step "${step}" failed`,
});
