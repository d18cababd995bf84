import type { Extend } from 'extend-ai';
import type { FormField } from './formFields.mts';

const TYPES: Record<string, object> = {
	text: { type: ['string', 'null'] },
	checkbox: { type: ['boolean', 'null'] },
};

/** Creates a schema of all form fields, for requests without one. */
export function createFormSchema(fields: FormField[]): Extend.EditRootJson {
	const properties = fields.map(({ name, type, options, page, box }) => [
		name,
		{
			...(TYPES[type] ?? {}),
			...(options ? { enum: options } : {}),
			'extend_edit:field_type': type,
			'extend_edit:bbox': box,
			'extend_edit:page_index': page,
		},
	]);
	return { type: 'object', properties: Object.fromEntries(properties) };
}
