import { defineMessages } from '../shared/utils/messages';

/** Shown in the editor before a run. */
export const EDITOR_HINTS = defineMessages({
	draftVersion: 'The draft version changes with every edit in Extend. Select a published version.',
	noTable: "'Table Rows' needs a table. Add a field of type 'Table', or set 'Output' to 'Fields'.",
	noCitations:
		"Confidence scores need citations. Set 'Detail' of 'Citations' in 'Extraction Options'.",
	manyItems: 'For large volumes, use Batch > Run. It sends up to 1,000 documents in one request.',
});

/** For n8n's own builder of workflows, which chooses nodes by them. */
export const BUILDER_GUIDE = defineMessages({
	search:
		"Use Document > Extract to get fields or table rows from PDFs, scans, images, and office files. Leave 'Input Binary Field' at data for a single attachment, or use attachment_* for all attachments of an email.",
	trigger: 'Starts a workflow when Extend finishes a run or needs a review',
	mail: 'Provides email attachments to extract',
	sheet: 'Stores the extracted table rows',
});
