import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { toNodeError } from '../errors/toNodeError';
import { readVersionConfig } from '../api/processorVersions';
import {
	exampleToSchema,
	fieldsToSchema,
	listTables,
	toExtendSchema,
	type FieldRow,
} from '../schema';
import { parseJson } from '../parameters/parseJson';
import { getChosenId } from './searchResources';
import { openListApi } from './searchList';

/** The tables in the schema of the extractor, or of the fields in this node. */
export async function searchTables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const tables = listTables(await readCurrentSchema(this));
	return {
		results: tables
			.map(({ name }) => ({ name, value: name }))
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}

async function readCurrentSchema(context: ILoadOptionsFunctions): Promise<unknown> {
	const parameter = (name: string) => context.getCurrentNodeParameter(name);
	const using = parameter('extractUsing') ?? 'extractor';
	if (using === 'infer') return undefined;
	if (using === 'extractor') return await readSavedSchema(context);
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

async function readSavedSchema(context: ILoadOptionsFunctions): Promise<unknown> {
	const id = getChosenId(context, 'extractor');
	if (id === '') return undefined;
	const version = context.getCurrentNodeParameter('extractorVersion', { extractValue: true });
	try {
		const config = await readVersionConfig(
			await openListApi(context),
			'extractor',
			id,
			String(version ?? '') || 'latest',
		);
		return config.schema;
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
