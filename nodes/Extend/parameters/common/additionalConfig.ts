/** Settings of the API that have no option here. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { deepMerge } from '../../../shared/utils/deepMerge';
import { readJsonObject } from './buildConfig';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const additionalConfigOption: INodeProperties = {
	displayName: 'Additional Config (JSON)',
	name: 'additionalConfig',
	type: 'json',
	typeOptions: { rows: 6 },
	default: '{}',
	description: "Extend settings that aren't available as options. Overrides the other options.",
};

/** The settings with 'Additional Config (JSON)' over them; lists are replaced. Throws NodeOperationError. */
export function addConfig(
	params: ItemParameters,
	settings: IDataObject,
	additionalConfig: unknown,
): IDataObject {
	const { displayName } = additionalConfigOption;
	return deepMerge(settings, readJsonObject(params, displayName, additionalConfig));
}
