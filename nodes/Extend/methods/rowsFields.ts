import {
	NodeApiError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type JsonObject,
} from 'n8n-workflow';
import { ExtendProblem } from '../../shared/errors';
import { readVersionConfig } from '../../shared/savedConfig';
import {
	exampleToSchema,
	fieldsToSchema,
	listRowsFields,
	toExtendSchema,
	type FieldRow,
} from '../../shared/schema';
import { parseJson } from '../fields/problem';
import { chosenId } from './pickers';
import { pickerApi } from './lists';

/** The tables that the extractor, or the fields in this node, are known to have. */
export async function searchRowsFields(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const tables = listRowsFields(await currentSchema(this));
	return {
		results: tables
			.map(({ name }) => ({ name, value: name }))
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}

async function currentSchema(context: ILoadOptionsFunctions): Promise<unknown> {
	const parameter = (name: string) => context.getCurrentNodeParameter(name);
	const using = parameter('extractUsing') ?? 'extractor';
	if (using === 'infer') return undefined;
	if (using === 'extractor') return await savedSchema(context);
	switch (parameter('schemaType') ?? 'fields') {
		case 'fields': {
			const fields = parameter('fields') as { field?: FieldRow[] } | undefined;
			return fieldsToSchema(fields?.field ?? []);
		}
		case 'example':
			return exampleToSchema(parseJson(parameter('jsonExample')));
		case 'json':
			return toExtendSchema(parseJson(parameter('jsonSchema')));
		default:
			return undefined;
	}
}

async function savedSchema(context: ILoadOptionsFunctions): Promise<unknown> {
	const id = chosenId(context, 'extractor');
	if (id === '') return undefined;
	const version = context.getCurrentNodeParameter('extractorVersion', { extractValue: true });
	let config: IDataObject;
	try {
		config = await readVersionConfig(
			await pickerApi(context),
			'extractor',
			id,
			String(version ?? '') || 'latest',
		);
	} catch (error) {
		const details = error instanceof ExtendProblem ? error.details : undefined;
		throw new NodeApiError(context.getNode(), (details ?? error) as JsonObject, {
			message: details?.message,
			description: details?.description,
		});
	}
	return config.schema;
}
