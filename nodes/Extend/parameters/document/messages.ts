import { defineMessages } from '../../../shared/utils/messages';

export const SOURCE_MESSAGES = defineMessages({
	emptyList: { message: 'it is empty', hint: 'Enter a value, or check the expression.' },
	emptyText: { message: 'it is empty', hint: 'Enter a text, or check the expression.' },
	/** `url` is without query, which may hold a secret, and shortened */
	invalidUrl: ({ url }: { url: string }) => ({
		message: `"${url}" is no web address`,
		hint: 'Enter an address that begins with https://.',
	}),
	/** `id` as it was entered, shortened */
	invalidFileId: ({ id }: { id: string }) => ({
		message: `"${id}" is no file ID`,
		hint: 'Enter the ID of a file in Extend, such as file_xK9mLPqRtN3vS8wF5hB2c.',
	}),
	emptyFile: ({ fileName }: { fileName: string }) => ({
		message: `the file ${fileName} is empty`,
		hint: 'Check the node that hands it over: the file has 0 bytes.',
	}),
});

export const BINARY_FIELD_MESSAGES = defineMessages({
	noName: {
		message: 'no field is named',
		hint: 'Enter the name of a binary field, such as data.',
	},
	notInItem: {
		message: 'the file of the expression is not in the item',
		hint: 'Enter the name of a binary field of the item, such as data.',
	},
	noFile: ({ name }: { name: string }) => ({
		message: `the item has no file, so there is no binary field "${name}"`,
		hint: "Connect a node that hands over a file, or choose another 'Document Source'.",
	}),
	/** `fieldNames` that the item has, joined by commas */
	unknownField: ({ name, fieldNames }: { name: string; fieldNames: string }) => ({
		message: `the item has no binary field "${name}"`,
		hint: `It has: ${fieldNames}. Enter one of these, a pattern such as attachment_*, or * for all.`,
	}),
});

/** Why a file is skipped, as the output says it. */
export const SKIP_REASONS = defineMessages({
	unsupportedType: 'Extend does not read files of this type',
	typeNotChosen: "the type is not among 'File Types'",
	smallImage: "the image is smaller than 'Minimum Image Size'",
});
