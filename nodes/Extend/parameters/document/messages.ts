import { defineMessages } from '../../../shared/utils/messages';

export const SOURCE_MESSAGES = defineMessages({
	emptyList: { message: "it's empty", hint: 'Enter a value, or check the expression.' },
	emptyText: { message: "it's empty", hint: 'Enter some text, or check the expression.' },
	notText: {
		message: "it can't be written as text",
		hint: 'Return text, or an object with text and numbers.',
	},
	objectInText: {
		message: 'the text contains an object as [object Object]',
		hint: 'Use {{ JSON.stringify($json) }} for an object, or choose one of its fields.',
	},
	/** `url` is without query, which may hold a secret, and shortened */
	invalidUrl: ({ url }: { url: string }) => ({
		message: `"${url}" isn't a valid URL`,
		hint: 'Enter a URL that starts with https://.',
	}),
	/** `id` as it was entered, shortened */
	invalidFileId: ({ id }: { id: string }) => ({
		message: `"${id}" isn't a valid file ID`,
		hint: 'Enter the ID of a file in Extend, e.g. file_xK9mLPqRtN3vS8wF5hB2c.',
	}),
	emptyFile: ({ fileName }: { fileName: string }) => ({
		message: `the file ${fileName} is empty`,
		hint: 'The file has 0 bytes. Check the node that provides it.',
	}),
});

function getMissingFileHint(fileIdPath: string | undefined): string {
	return fileIdPath === undefined
		? "Connect a node that outputs a file, or choose another 'Document Source'."
		: `The file is already in Extend. Set 'Document Source' to 'Extend File' and 'File ID' to {{ $json.${fileIdPath} }}.`;
}

export const BINARY_FIELD_MESSAGES = defineMessages({
	/** `fieldNames` that the item has, joined by commas */
	noName: ({ fieldNames }: { fieldNames: string }) => ({
		message: 'no binary field is set',
		hint: `Available fields: ${fieldNames}. Enter one of them, or a pattern, e.g. attachment_* or *.`,
	}),
	notInItem: {
		message: "the file from the expression isn't part of the input item",
		hint: 'Enter the name of a binary field of the item, e.g. data.',
	},
	notAFile: {
		message: "the expression doesn't return a file",
		hint: 'Return a file, e.g. {{ $binary.data }}, or the name of a binary field.',
	},
	ambiguousFile: ({ fieldNames }: { fieldNames: string }) => ({
		message: `the item has several files like this: ${fieldNames}`,
		hint: 'Enter the name of the binary field instead of an expression.',
	}),
	isContent: {
		message: "it's the content of a file, not the name of a binary field",
		hint: 'Use the node Convert to File to turn the content into a file. Then enter the name of its binary field.',
	},
	isObjectText: {
		message: 'the expression has other text beside it',
		hint: 'Remove everything outside of {{ }}, also blanks.',
	},
	/** `fileIdPath` is where the item names a file in Extend, if it does */
	noFiles: ({ fileIdPath }: { fileIdPath: string | undefined }) => ({
		message: 'the input item has no file',
		hint: getMissingFileHint(fileIdPath),
	}),
	noFile: ({ name, fileIdPath }: { name: string; fileIdPath: string | undefined }) => ({
		message: `the input item has no file in a binary field "${name}"`,
		hint: getMissingFileHint(fileIdPath),
	}),
	unknownField: ({ name, fieldNames }: { name: string; fieldNames: string }) => ({
		message: `the item has no binary field "${name}"`,
		hint: `Available fields: ${fieldNames}. Enter one of them, or a pattern, e.g. attachment_* or *.`,
	}),
});

/** Why a file is skipped, as the output says it. */
export const SKIP_REASONS = defineMessages({
	unsupportedType: "Extend doesn't support this file type",
	typeNotChosen: "the type isn't selected in 'File Types'",
	noMatch: 'the item has no file that matches',
	alreadyProcessed: 'it was already processed',
	smallImage: "the image is smaller than 'Minimum Image Size'",
});
