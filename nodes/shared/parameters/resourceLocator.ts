import type { INodeProperties } from 'n8n-workflow';

interface LocatorLabels {
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
			{
				displayName: labels.idName,
				name: 'id',
				type: 'string',
				placeholder: labels.idPlaceholder,
			},
		],
	};
}
