import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { readVersionConfig } from '../api/processorVersions';
import { toNodeError } from '../errors/toNodeError';
import { getPickedField } from '../parameters/fieldPicker';
import { getOwn } from '../utils/objects';
import { openListApi } from './searchList';
import { getChosenId } from './searchResources';

/**
 * The configuration of what is chosen in the node, in the version that is chosen under 'Options'. Undefined when
 * nothing is chosen. Throws the error that the node would show.
 */
export async function readSavedConfig(
	context: ILoadOptionsFunctions,
	type: 'extractor' | 'classifier' | 'splitter',
): Promise<IDataObject | undefined> {
	const id = getChosenId(context, type);
	if (id === '') return undefined;
	const picked = getOwn(context.getCurrentNodeParameter('options'), `${type}Version`);
	const version = getPickedField(picked) || 'latest';
	try {
		return await readVersionConfig(await openListApi(context), type, id, version);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
