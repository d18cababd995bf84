/** What Document > Split uses, with its settings (Extend docs: splitting configuration). */
import type { INodeProperties } from 'n8n-workflow';
import type { ClassesText } from './classesConfig';

const splitOptions: INodeProperties[] = [
	{
		displayName: 'Page Overlap',
		name: 'pageOverlapEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether to allow a page to be in two documents. Off by default.',
	},
	{
		displayName: 'Split Excel by Sheet',
		name: 'splitExcelDocumentsBySheetEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether to treat each sheet of an Excel file as a document. Off by default.',
	},
];

export const SPLIT_TEXT: ClassesText = {
	kind: 'splitter',
	task: 'splitting',
	using: 'splitUsing',
	usingName: 'Split Using',
	savedName: 'Saved Splitter',
	savedDescription: 'Use a splitter from the Extend dashboard',
	inlineDescription: 'List the document types a file can contain in this node',
	outputsMethod: 'getSplitterTypes',
	classesKey: 'splitClassifications',
	rulesKey: 'splitRules',
	rulesName: 'Split Rules',
	rulesPlaceholder: 'e.g. Keep a delivery note with the invoice before it',
	identifiers: true,
	collectionName: 'splitOptions',
	collectionLabel: 'Split Options',
	modelDescription: 'The model that splits the file',
	versionPlaceholder: 'e.g. 1.5.0',
	options: splitOptions,
	paths: {
		pageOverlapEnabled: 'advancedOptions.pageOverlapEnabled',
		splitExcelDocumentsBySheetEnabled: 'advancedOptions.splitExcelDocumentsBySheetEnabled',
	},
};
