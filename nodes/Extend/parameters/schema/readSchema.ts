import { parseJson } from '../../../shared/parameters/parseJson';
import {
	exampleToSchema,
	fieldsToSchema,
	getFieldSet,
	toExtendSchema,
	type ExtendSchema,
} from '../../../shared/schema';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** Rules are absent when there are none. */
export interface SchemaInput {
	schema: ExtendSchema;
	extractionRules?: string;
}

/** The schema and the extraction rules of an item. Throws NodeOperationError with the path inside the parameter. */
export function readSchema(params: ItemParameters): SchemaInput {
	const schema = readSchemaOnly(params);
	const extractionRules = params.text('extractionRules');
	return {
		schema,
		...(extractionRules === '' ? {} : { extractionRules }),
	};
}

function readSchemaOnly(params: ItemParameters): ExtendSchema {
	switch (params.get('schemaType', 'fields')) {
		case 'example':
			return params.check('JSON Example', () =>
				exampleToSchema(parseJson(params.get('jsonExample'))),
			);
		case 'json':
			return params.check('JSON Schema', () => toExtendSchema(parseJson(params.get('jsonSchema'))));
		default: {
			const set = getFieldSet(params.get('fieldSet'));
			return params.check(set.parameterLabel, () =>
				fieldsToSchema(params.get(`${set.parameter}.field`, [])),
			);
		}
	}
}
