import type { INodeProperties, INodePropertyMode, INodePropertyModeValidation } from 'n8n-workflow';
import { PICKER_MESSAGES } from './messages';

/** Blanks and a URL of the dashboard pass: the ID is taken from them. */
const ID_PATTERN = '\\s*(https?://\\S+|[A-Za-z0-9_-]+)\\s*';
const URL_PATTERN = 'https?://[^?#]*/([a-z]+_[A-Za-z0-9_-]+)';

interface LocatorLabels {
	displayName: string;
	name: string;
	description: string;
	/** the method under `methods.listSearch` that fills the list */
	searchListMethod: string;
	listPlaceholder: string;
	idName: string;
	idPlaceholder: string;
	/** the error under an ID that has characters no ID has; left out: anything passes */
	invalidId?: string;
	/** the placeholder of 'By URL'; left out: there is no such mode */
	urlPlaceholder?: string;
	/** parameters whose change empties the list */
	dependsOn?: string[];
	required?: true;
	hint?: string;
}

/** A picker with a searchable list and a field for the ID. All pickers are made here, so that they look alike. */
export function resourceLocator(labels: LocatorLabels): INodeProperties {
	return {
		displayName: labels.displayName,
		name: labels.name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: labels.description,
		...(labels.required ? { required: true } : {}),
		...(labels.hint ? { hint: labels.hint } : {}),
		...(labels.dependsOn ? { typeOptions: { loadOptionsDependsOn: labels.dependsOn } } : {}),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: labels.listPlaceholder,
				typeOptions: { searchListMethod: labels.searchListMethod, searchable: true },
			},
			...(labels.urlPlaceholder === undefined
				? []
				: [
						{
							displayName: 'By URL',
							name: 'url',
							type: 'string' as const,
							placeholder: labels.urlPlaceholder,
							...URL_MODE,
						},
					]),
			{
				displayName: labels.idName,
				name: 'id',
				type: 'string',
				placeholder: labels.idPlaceholder,
				...(labels.invalidId ? { validation: [matches(ID_PATTERN, labels.invalidId)] } : {}),
			},
		],
	};
}

/** A page of the dashboard as the browser shows it. Its last part that looks like an ID is the ID. */
const URL_MODE: Pick<INodePropertyMode, 'extractValue' | 'validation'> = {
	extractValue: { type: 'regex', regex: URL_PATTERN },
	validation: [matches(`${URL_PATTERN}.*`, PICKER_MESSAGES.invalidUrl)],
};

function matches(regex: string, errorMessage: string): INodePropertyModeValidation {
	return { type: 'regex', properties: { regex, errorMessage } };
}
