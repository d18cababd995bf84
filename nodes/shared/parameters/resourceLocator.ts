import type { INodeProperties } from 'n8n-workflow';

interface LocatorText {
	displayName: string;
	name: string;
	description: string;
	/** the method under `methods.listSearch` that fills the list */
	searchListMethod: string;
	listPlaceholder: string;
	idName: string;
	idPlaceholder: string;
	/** parameters whose change empties the list */
	dependsOn?: string[];
	required?: true;
	hint?: string;
}

/** A picker with a searchable list and a field for the ID: all pickers of the node look alike. */
export function resourceLocator(text: LocatorText): INodeProperties {
	return {
		displayName: text.displayName,
		name: text.name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: text.description,
		...(text.required ? { required: true } : {}),
		...(text.hint ? { hint: text.hint } : {}),
		...(text.dependsOn ? { typeOptions: { loadOptionsDependsOn: text.dependsOn } } : {}),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: text.listPlaceholder,
				typeOptions: { searchListMethod: text.searchListMethod, searchable: true },
			},
			{
				displayName: text.idName,
				name: 'id',
				type: 'string',
				placeholder: text.idPlaceholder,
			},
		],
	};
}
