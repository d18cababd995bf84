/** Which files and pages are processed: the collection 'File Options'. */
import type { INodeProperties } from 'n8n-workflow';
import { FILE_GROUPS, type FileGroup } from '../../../shared/files/fileType/fileTypes';
import { toNumber } from '../../../shared/utils/sanitize';
import { collection } from '../../../shared/parameters/declared/collections';
import { readRanges, type Range } from '../common/pageRanges';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const forFiles = { show: { '/documentSource': ['binary'] } };

export const passwordOption: INodeProperties = {
	displayName: 'File Password',
	name: 'password',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'Password of the document. Use an expression. n8n saves typed values with the workflow.',
};

export const pagesOption: INodeProperties = {
	displayName: 'Pages',
	name: 'pageRanges',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1-3, 5',
	description: 'Only process these pages. The first page is 1.',
};

const sheetsOption: INodeProperties = {
	displayName: 'Excel Sheets',
	name: 'excelSheetRanges',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1-3, 5',
	description: 'Only process these sheets. The first sheet is 1.',
};

const fileOptions: INodeProperties[] = [
	{ ...passwordOption, displayOptions: { show: { '/documentSource': ['binary', 'url'] } } },
	{
		displayName: 'File Types',
		name: 'fileTypes',
		type: 'multiOptions',
		default: ['image', 'office', 'pdf', 'text'],
		description: 'Skip all other file types, e.g. calendar files in emails',
		options: [
			{ name: 'Image', value: 'image' },
			{ name: 'Office', value: 'office' },
			{ name: 'PDF', value: 'pdf' },
			{ name: 'Text', value: 'text' },
		],
		displayOptions: forFiles,
	},
	{
		displayName: 'Minimum Image Size (KB)',
		name: 'minImageSize',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		placeholder: 'e.g. 20',
		description: 'Skip images smaller than this, e.g. logos in email signatures',
		displayOptions: forFiles,
	},
	{
		displayName: 'Skip Unsupported Files',
		name: 'skipUnsupported',
		type: 'boolean',
		default: false,
		description:
			"Whether to skip file types that Extend doesn't support. On by default for * patterns.",
		displayOptions: forFiles,
	},
	{
		displayName: 'Skipped Items',
		name: 'skippedItems',
		type: 'options',
		default: 'emit',
		description: 'What to do with items when all their files are skipped',
		options: [
			{ name: 'Drop', value: 'drop', description: "Don't return an item" },
			{ name: 'Emit', value: 'emit', description: "Return an item with '_extend.skipped'" },
		],
		displayOptions: forFiles,
	},
];

export interface FileOptions {
	password: string | undefined;
	/** undefined: all */
	fileTypes: FileGroup[] | undefined;
	/** in KB; 0: all */
	minImageSize: number;
	skipUnsupported: boolean;
	dropSkippedItems: boolean;
}

/**
 * The collection of an operation. Without display options for the operation.
 * @param pages whether the API reads only some pages for it
 * @param sheets whether it reads only some sheets for it
 */
export function fileOptionsCollection({ pages = false, sheets = false } = {}): INodeProperties {
	return collection('File Options', 'fileOptions', [
		...fileOptions,
		...(pages ? [pagesOption] : []),
		...(sheets ? [sheetsOption] : []),
	]);
}

/** Pages and sheets alone, for a configuration that is saved without documents. */
export const savedFileOptions: INodeProperties = collection('File Options', 'fileOptions', [
	pagesOption,
	sheetsOption,
]);

/**
 * Throws NodeOperationError.
 * @param usesPattern whether a pattern selects the files, so none was named explicitly
 */
export function readFileOptions(params: ItemParameters, usesPattern = false): FileOptions {
	const options = params.collection('fileOptions', fileOptions);
	const { skipUnsupported } = options;
	const fileTypes: unknown = options.fileTypes;
	return {
		password: String(options.password ?? '') || undefined,
		fileTypes: Array.isArray(fileTypes)
			? FILE_GROUPS.filter((group) => fileTypes.some((type) => type === group))
			: undefined,
		minImageSize: toNumber(options.minImageSize) ?? 0,
		skipUnsupported: typeof skipUnsupported === 'boolean' ? skipUnsupported : usesPattern,
		dropSkippedItems: options.skippedItems === 'drop',
	};
}

/** The pages to process; none: all. Throws NodeOperationError. */
export function readPages(params: ItemParameters): Range[] {
	return readRanges(params, 'fileOptions', pagesOption);
}

/** The Excel sheets to process, counted from 1; none: all. Throws NodeOperationError. */
export function readSheets(params: ItemParameters): Range[] {
	return readRanges(params, 'fileOptions', sheetsOption);
}
