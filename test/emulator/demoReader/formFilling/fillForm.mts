import { readFile } from 'node:fs/promises';
import { PDFDocument } from 'pdf-lib';
import type { Extend } from 'extend-ai';
import { UnreadableDocumentError, type Document } from '../layout/documentReader.mts';
import type { StoredFile } from '../../state/state.mts';
import { findField, getFormFields, setFieldValue, type FormField } from './formFields.mts';
import { parseInstructions } from './instructions.mts';
import { mapLabelsToFields } from './fieldLabels.mts';
import { createFormSchema } from './formSchema.mts';

/** A filled form. Times are in milliseconds. */
export interface FilledForm {
	bytes: Uint8Array;
	schema: Extend.EditRootJson;
	filledValues: Record<string, unknown>;
	counts: { fields: number; detected: number; annotated: number };
	times: { detection: number; annotation: number; filling: number };
}

/** Throws UnreadableDocumentError. */
export async function openPdf(file: StoredFile): Promise<PDFDocument> {
	return await PDFDocument.load(await readFile(file.path)).catch((error: Error) => {
		throw /encrypted/i.test(error.message)
			? new UnreadableDocumentError(
					'PASSWORD_PROTECTED_FILE',
					'The file is protected by a password.',
				)
			: new UnreadableDocumentError(
					'CORRUPT_FILE',
					'The file could not be read. It may be corrupt.',
				);
	});
}

const getForcedValue = (property: Extend.EditJson) => property['extend_edit:value'];

/**
 * Fills the form fields of a PDF: values of the schema, then values from the instructions for other fields of
 * it. Undefined if there is no field to fill. Only existing form fields are filled; nothing is drawn
 * elsewhere.
 */
export async function fillForm(
	file: StoredFile,
	document: Document,
	config: Extend.EditConfig,
): Promise<FilledForm | undefined> {
	const began = performance.now();
	const pdf = await openPdf(file);
	const fields = getFormFields(pdf);
	const labels = mapLabelsToFields(document.pages, fields);
	const schema = config.schema ?? createFormSchema(fields);
	const detected = performance.now();
	const requested = new Map<string, FormField>();
	for (const name of Object.keys(schema.properties)) {
		const field = findField(fields, name, labels);
		if (field) requested.set(name, field);
	}
	if (!requested.size) return undefined;
	const annotated = performance.now();

	const filledValues: Record<string, unknown> = {};
	const setValue = (name: string, field: FormField, value: unknown) => {
		const filled = setFieldValue(field, value);
		if (filled !== undefined) filledValues[name] = filled;
	};
	for (const { label, value } of parseInstructions(config.instructions ?? '')) {
		const field = findField([...requested.values()], label, labels);
		const name = [...requested].find(([, one]) => one === field)?.[0];
		if (field && name) setValue(name, field, value);
	}
	// Values in the schema override instructions.
	for (const [name, field] of requested)
		setValue(name, field, getForcedValue(schema.properties[name]));
	if (config.advancedOptions?.flattenPdf) pdf.getForm().flatten();
	const bytes = await pdf.save();
	return {
		bytes,
		schema,
		filledValues,
		counts: { fields: requested.size, detected: fields.length, annotated: requested.size },
		times: {
			detection: Math.ceil(detected - began),
			annotation: Math.ceil(annotated - detected),
			filling: Math.ceil(performance.now() - annotated),
		},
	};
}
