/** The schema that the node has in the editor. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import {
	exampleToSchema,
	fieldsToSchema,
	getFieldSet,
	toExtendSchema,
	type FieldRow,
} from '../schema';
import { parseJson } from '../parameters/parseJson';
import { readSavedConfig } from './savedConfig';

/** That of the extractor, or of the fields in this node; undefined when there is none. */
export async function readCurrentSchema(context: ILoadOptionsFunctions): Promise<unknown> {
	const parameter = (name: string) => context.getCurrentNodeParameter(name);
	const using = parameter('extractUsing') ?? 'extractor';
	if (using === 'infer') return undefined;
	if (using === 'extractor') return (await readSavedConfig(context, 'extractor'))?.schema;
	switch (parameter('schemaType') ?? 'fields') {
		case 'fields': {
			const set = getFieldSet(parameter('fieldSet'));
			const fields = parameter(set.parameter) as { field?: FieldRow[] } | undefined;
			return fieldsToSchema(fields?.field ?? set.rows);
		}
		case 'example':
			return exampleToSchema(parseJson(parameter('jsonExample')));
		case 'json':
			return toExtendSchema(parseJson(parameter('jsonSchema')));
		default:
			return undefined;
	}
}
