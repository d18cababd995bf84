/** The schema that the node has in the editor. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors/toNodeError';
import { readVersionConfig } from '../api/processorVersions';
import {
	exampleToSchema,
	fieldsToSchema,
	getFieldSet,
	toExtendSchema,
	type FieldRow,
} from '../schema';
import { getPickedField } from '../parameters/fieldPicker';
import { parseJson } from '../parameters/parseJson';
import { getOwn } from '../utils/objects';
import { getChosenId } from './searchResources';
import { openListApi } from './searchList';

/** That of the extractor, or of the fields in this node; undefined when there is none. */
export async function readCurrentSchema(context: ILoadOptionsFunctions): Promise<unknown> {
	const parameter = (name: string) => context.getCurrentNodeParameter(name);
	const using = parameter('extractUsing') ?? 'extractor';
	if (using === 'infer') return undefined;
	if (using === 'extractor') return await readSavedSchema(context);
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

/** The version that is chosen under 'Options'. */
function getChosenVersion(context: ILoadOptionsFunctions): string {
	const picked = getOwn(context.getCurrentNodeParameter('options'), 'extractorVersion');
	return getPickedField(picked) || 'latest';
}

async function readSavedSchema(context: ILoadOptionsFunctions): Promise<unknown> {
	const id = getChosenId(context, 'extractor');
	if (id === '') return undefined;
	const version = getChosenVersion(context);
	try {
		const config = await readVersionConfig(await openListApi(context), 'extractor', id, version);
		return config.schema;
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
