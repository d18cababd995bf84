import type { Extend } from 'extend-ai';
import type { Document } from '../layout/documentReader.mts';
import type { StoredFile } from '../../state/state.mts';
import { mapLabelsToFields } from './fieldLabels.mts';
import { openPdf } from './fillForm.mts';
import { findField, getFormFields } from './formFields.mts';
import { createFormSchema } from './formSchema.mts';

/** The fields of a form. Times are in milliseconds. */
export interface DetectedForm {
	output: Extend.EditSchemaGenerationResponse;
	counts: { fields: number; detected: number; annotated: number };
	times: { detection: number; annotation: number };
}

/**
 * Detects the form fields of a PDF, and finds the field of each property of `inputSchema`. Undefined if there
 * is none. Only existing form fields are detected.
 */
export async function detectForm(
	file: StoredFile,
	document: Document,
	{ inputSchema }: Extend.EditSchemaGenerationConfig,
): Promise<DetectedForm | undefined> {
	const began = performance.now();
	const fields = getFormFields(await openPdf(file));
	if (!fields.length) return undefined;
	const schema = createFormSchema(fields);
	const detected = performance.now();
	const labels = mapLabelsToFields(document.pages, fields);
	const matches = Object.keys(inputSchema?.properties ?? {}).flatMap((inputPath) => {
		const field = findField(fields, inputPath, labels);
		return field ? [{ inputPath, formFieldKey: field.name }] : [];
	});
	const annotated = matches.map(({ inputPath, formFieldKey }) => [
		inputPath,
		{ ...schema.properties[formFieldKey], ...inputSchema!.properties[inputPath] },
	]);
	const matched = new Set(matches.map(({ inputPath }) => inputPath));
	const used = new Set(matches.map(({ formFieldKey }) => formFieldKey));
	return {
		output: {
			schema,
			annotatedSchema: inputSchema
				? { ...inputSchema, properties: Object.fromEntries(annotated) }
				: null,
			mappingResult: inputSchema
				? {
						matches,
						unmatchedInputPaths: Object.keys(inputSchema.properties).filter(
							(name) => !matched.has(name),
						),
						unusedFormFieldKeys: fields.map(({ name }) => name).filter((name) => !used.has(name)),
					}
				: null,
		},
		counts: { fields: fields.length, detected: fields.length, annotated: matches.length },
		times: {
			detection: Math.ceil(detected - began),
			annotation: Math.ceil(performance.now() - detected),
		},
	};
}
