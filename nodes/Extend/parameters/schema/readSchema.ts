import type { IExecuteFunctions } from 'n8n-workflow';
import { parseJson } from '../../../shared/parameters/parseJson';
import {
	exampleToSchema,
	fieldsToSchema,
	getFieldSet,
	toExtendSchema,
	type ExtendSchema,
	type FieldRow,
} from '../../../shared/schema';
import { readParameter } from '../common/readParameter';

/** Rules are absent when there are none. */
export interface SchemaInput {
	schema: ExtendSchema;
	extractionRules?: string;
}

/** The schema and the extraction rules of an item. Throws NodeOperationError with the path inside the parameter. */
export function readSchema(context: IExecuteFunctions, itemIndex: number): SchemaInput {
	const schema = readSchemaOnly(context, itemIndex);
	const rules = context.getNodeParameter('extractionRules', itemIndex, '');
	const extractionRules = String(rules ?? '').trim();
	return {
		schema,
		...(extractionRules === '' ? {} : { extractionRules }),
	};
}

function readSchemaOnly(context: IExecuteFunctions, itemIndex: number): ExtendSchema {
	const parameter = (name: string, fallback: object | string) =>
		context.getNodeParameter(name, itemIndex, fallback) as unknown;
	switch (parameter('schemaType', 'fields')) {
		case 'example':
			return readParameter(context, itemIndex, 'JSON Example', () =>
				exampleToSchema(parseJson(parameter('jsonExample', ''))),
			);
		case 'json':
			return readParameter(context, itemIndex, 'JSON Schema', () =>
				toExtendSchema(parseJson(parameter('jsonSchema', ''))),
			);
		default: {
			const set = getFieldSet(parameter('fieldSet', ''));
			return readParameter(context, itemIndex, set.parameterLabel, () =>
				fieldsToSchema(parameter(`${set.parameter}.field`, []) as FieldRow[]),
			);
		}
	}
}
