/** Extractor > Update: its name, or the configuration of its draft. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ask } from '../../../shared/calls';
import { asObject } from '../../../shared/contract';
import { deepMerge } from '../../../shared/merge';
import { InputProblem } from '../../../shared/problems';
import { readVersionConfig } from '../../../shared/savedConfig';
import { mergeSchemas } from '../../../shared/schema';
import { definitionProperties } from '../../fields/definition';
import { readDefinition } from '../../fields/extractConfig';
import { rawOptions } from '../../fields/options';
import { picker, readPickedId } from '../../fields/pickers';
import { inputError } from '../../fields/problem';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';
import { withDisplayOptions } from '../../fields/withDisplayOptions';

export const description: INodeProperties[] = [
	{ ...picker('extractor'), description: 'The extractor to change' },
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Supplier invoices',
		description: 'The new name. Empty: it stays.',
	},
	{
		displayName: 'Update Configuration',
		name: 'updateConfig',
		type: 'boolean',
		default: false,
		description:
			'Whether to change the draft of the extractor. Published versions never change; publish the draft to use it.',
	},
	...withDisplayOptions({ show: { updateConfig: [true] } }, [
		{
			displayName: 'Merge With Current Draft',
			name: 'mergeConfig',
			type: 'boolean',
			default: true,
			description:
				'Whether settings and fields that are not given here stay. When off, the draft is replaced as a whole.',
		},
		...definitionProperties,
	]),
];

/** One job per item. */
export async function plan({ context, api }: NodeRun, itemIndex: number): Promise<Job[]> {
	const id = readPickedId(context, itemIndex, 'extractor');
	const name = String(context.getNodeParameter('name', itemIndex, '') ?? '').trim();
	const changes = context.getNodeParameter('updateConfig', itemIndex, false)
		? readDefinition(context, itemIndex, rawOptions(context, itemIndex)).config
		: undefined;
	const merges = context.getNodeParameter('mergeConfig', itemIndex, true) as boolean;
	if (name === '' && changes === undefined) {
		const problem = new InputProblem(
			'',
			'nothing is to be changed',
			"Enter a new name, or turn on 'Update Configuration'.",
		);
		throw inputError(context, itemIndex, 'Name', problem);
	}
	const run = async () => {
		const body: IDataObject = name === '' ? {} : { name };
		if (changes) {
			const draft = merges ? await readVersionConfig(api, 'extractor', id, 'draft') : {};
			body.config = mergeConfigs(draft, changes);
		}
		const extractor = await ask(api, {
			method: 'POST',
			path: `/extractors/${encodeURIComponent(id)}`,
			body,
			doing: `updating the extractor ${id}`,
		});
		return [{ json: extractor }];
	};
	return await Promise.resolve([{ itemIndexes: [itemIndex], run }]);
}

/** Settings are merged one by one; the fields of a schema have rules of their own. */
function mergeConfigs(draft: IDataObject, changes: IDataObject): IDataObject {
	const config = deepMerge(draft, changes);
	const schema = asObject(changes.schema);
	return schema ? { ...config, schema: mergeSchemas(draft.schema, schema) as IDataObject } : config;
}
