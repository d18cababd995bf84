/** The schema that the node has in the editor. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { exampleToSchema, fieldsToSchema, getFieldSet, toExtendSchema } from '../schema';
import { parseJson } from '../parameters/parseJson';
import { getOwn } from '../utils/objects';
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
			return fieldsToSchema(getOwn(parameter(set.parameter), 'field') ?? set.rows);
		}
		case 'example':
			return exampleToSchema(parseJson(parameter('jsonExample')));
		case 'json':
			return toExtendSchema(parseJson(parameter('jsonSchema')));
		default:
			return undefined;
	}
}
