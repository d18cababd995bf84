/** Where a text is right although a rule says otherwise. A test fails for each one that no text needs. */

export interface Exception {
	place: RegExp;
	fault: RegExp;
	reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
	{
		place: /^Extend Trigger › Trigger On › Batch of Parse Runs Processed$/,
		fault: /^length: 29/,
		reason: 'one character over, and each shorter name fits other batches, too',
	},
	{
		place: /Output per Classification$/,
		fault: /^length: 25/,
		reason: "one character over, and 'classification' is Extend's word",
	},
];

/** Names that have two labels, with what they mean, and labels that two names have. */
export const NAME_EXCEPTIONS: Readonly<Record<string, string>> = {
	'baseProcessor: Base Processor, Model': 'a group of settings, and the first one of them',
	'type: Name, Type, Unit': "Extend's name for three different things",
	'format: Format, Text Layout': "Document > Parse has 'Format' as a parameter of its own",
	'Name: extractorName, name, type': 'names of different things, each as Extend calls it',
	'engineVersion: Engine Version, Version':
		'of filling forms, and of parsing, where its group is called Engine',
	'Version: baseVersion, engineVersion': 'versions of different things, each in its group',
	'Instructions: customInstructions, instructions':
		'of a group of parsing settings, and of an operation',
	'Return Images: figureImageClippingEnabled, imageClippingEnabled':
		'images of figures and of barcodes, each in its group',
	'Convert to PDF: alwaysConvertToPdf, convertToPdf': 'of parsing, and of an upload',
	'Format: format, target, targetFormat':
		'a group of settings, the first one of them, and the format of tables in its group',
};

/** What texts name in quotes, although it is neither a label nor an option of ours. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
	'Invoice Number': 'an example of what a user types',
	'On Error': 'a setting of n8n',
};
