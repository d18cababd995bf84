import {
	PDFCheckBox,
	PDFDropdown,
	PDFOptionList,
	PDFRadioGroup,
	PDFTextField,
	type PDFDocument,
	type PDFField,
} from 'pdf-lib';
import { normalizeWords } from '../extraction/textMatching.mts';

/** A form field. */
export interface FormField {
	name: string;
	field: PDFField;
	/** the value for `extend_edit:field_type` */
	type: 'text' | 'checkbox' | 'radio' | 'dropdown' | 'optionList' | 'unknown';
	options?: string[];
	/** zero-based index of the page with its first widget */
	page: number;
	/** in points from the top left corner of the page */
	box: { left: number; top: number; right: number; bottom: number };
}

function getFieldType(field: PDFField): Pick<FormField, 'type' | 'options'> {
	if (field instanceof PDFTextField) return { type: 'text' };
	if (field instanceof PDFCheckBox) return { type: 'checkbox' };
	if (field instanceof PDFRadioGroup) return { type: 'radio', options: field.getOptions() };
	if (field instanceof PDFDropdown) return { type: 'dropdown', options: field.getOptions() };
	if (field instanceof PDFOptionList) return { type: 'optionList', options: field.getOptions() };
	return { type: 'unknown' };
}

/** Returns the form fields in form order. */
export function getFormFields(pdf: PDFDocument): FormField[] {
	const pages = pdf.getPages();
	return pdf
		.getForm()
		.getFields()
		.map((field) => {
			const [widget] = field.acroField.getWidgets();
			const page = Math.max(
				0,
				pages.findIndex(({ ref }) => ref === widget?.P()),
			);
			const { x, y, width, height } = widget?.getRectangle() ?? { x: 0, y: 0, width: 0, height: 0 };
			const top = (pages[page]?.getHeight() ?? 0) - y - height;
			const box = { left: x, top, right: x + width, bottom: top + height };
			return { name: field.getName(), field, ...getFieldType(field), page, box };
		});
}

/** Finds a field by name or printed label: equal words, or a single field whose name contains all of them. */
export function findField(fields: FormField[], label: string, known: Map<string, FormField>) {
	const words = normalizeWords(label);
	const exact = fields.find(({ name }) => normalizeWords(name) === words) ?? known.get(words);
	if (exact || !words) return exact;
	const near = fields.filter(({ name }) => {
		const own = normalizeWords(name).split(' ');
		return words.split(' ').every((word) => own.includes(word));
	});
	return near.length === 1 ? near[0] : undefined;
}

const YES = /^(true|yes|on|x|1|checked|ja|oui)$/i;

/** Finds an option, ignoring case and separators. */
const findOption = (options: string[], value: unknown) =>
	options.find((option) => option === String(value)) ??
	options.find((option) => normalizeWords(option) === normalizeWords(String(value)));

/** Sets a value. Returns the resulting value, or undefined if the field cannot take it. */
export function setFieldValue({ field, options = [] }: FormField, value: unknown): unknown {
	if (value === null || value === undefined) return undefined;
	if (field instanceof PDFTextField) {
		const most = field.getMaxLength();
		const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
		field.setText(most === undefined ? text : text.slice(0, most));
		return typeof value === 'object' ? text : value;
	}
	if (field instanceof PDFCheckBox) {
		const on = value === true || YES.test(String(value));
		if (on) field.check();
		else field.uncheck();
		return on;
	}
	const option = findOption(options, value);
	if (option === undefined) return undefined;
	if (
		field instanceof PDFRadioGroup ||
		field instanceof PDFDropdown ||
		field instanceof PDFOptionList
	)
		field.select(option);
	return option;
}
