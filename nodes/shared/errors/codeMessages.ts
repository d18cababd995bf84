/** What the codes of the API mean for a user, and what to do about each. */
import type { ApiErrorBody } from '../http/outcome';
import { defineMessages, type Message } from '../utils/messages';
import { getOwn } from '../utils/objects';
import { ERROR_MESSAGES } from './messages';

const FILE_HINT = 'Open the file to check it, or send it in another format.';
const NO_CREDITS: Message = {
	message: 'Extend has no credits left for this organization',
	hint: 'Add credits in the Extend dashboard under Billing, then run the workflow again.',
};

/** By code: those of the error envelope, of failed runs (`failureReason`), and our own. */
export const CODE_MESSAGES = defineMessages({
	INVALID_REQUEST: {
		message: 'Extend did not accept the request',
		hint: 'Change the parameter that Extend names here.',
	},
	UNAUTHORIZED: {
		message: 'Extend did not accept the API key',
		hint: 'Open the credential and test it. A key works in one region only.',
	},
	USAGE_BLOCKED: NO_CREDITS,
	OUT_OF_CREDITS: NO_CREDITS,
	NOT_FOUND: {
		message: 'Extend does not know this ID',
		hint: 'Check the ID, and that the credential belongs to the same workspace.',
	},
	ENDPOINT_REMOVED: {
		message: 'Extend no longer offers this function',
		hint: 'Update n8n-nodes-extend under Settings > Community Nodes.',
	},
	RATE_LIMIT_EXCEEDED: {
		message: 'Extend was still limiting requests when the time for this item was over',
		hint: "Raise 'Timeout' or lower 'Concurrency' under Options.",
	},
	INTERNAL_ERROR: {
		message: 'Extend had an internal fault',
		hint: 'Run it again later. If it stays, send the request ID to Extend support.',
	},
	ABORTED: {
		message: 'The run was aborted in Extend',
		hint: 'Start it again if that was not meant.',
	},
	FAILED_TO_PROCESS_FILE: {
		message: 'Extend could not read the file',
		hint: `${FILE_HINT} For a URL: it has to be reachable from the internet and not expired.`,
	},
	UNABLE_TO_DOWNLOAD_FILE: {
		message: 'Extend could not download the file',
		hint: "The URL has to be reachable from the internet, without a login and not expired. Otherwise download the file in n8n and choose 'Binary File' under 'Document Source'.",
	},
	FILE_TYPE_NOT_SUPPORTED: {
		message: 'Extend does not read files of this type',
		hint: "Send another format, or turn on 'Skip Unsupported Files' under Options.",
	},
	FILE_SIZE_TOO_LARGE: {
		message: 'The file is larger than Extend takes',
		hint: 'Split the file or make it smaller.',
	},
	CORRUPT_FILE: { message: 'The file is damaged', hint: FILE_HINT },
	PASSWORD_PROTECTED_FILE: {
		message: 'The file is protected by a password',
		hint: "Add 'File Password' under Options.",
	},
	INVALID_PROCESSOR: {
		message: 'The extractor, classifier or splitter has an invalid configuration',
		hint: 'Open it in the Extend dashboard and correct it.',
	},
	INVALID_CONFIGURATION: {
		message: 'The configuration does not go together with the chosen model',
		hint: "Check 'Base Processor', 'Base Version' and the other settings under Options.",
	},
	INVALID_CONFIG_OPTIONS: {
		message: 'The configuration has options that Extend does not accept',
		hint: 'Remove the options that Extend names here.',
	},
	PARSING_ERROR: { message: 'The model gave no usable answer', hint: 'Run it again.' },
	PRE_PROCESSING_FAILURE: {
		message: 'Extend could not prepare the document',
		hint: 'Run it again. If it stays, check the chunking and page options.',
	},
	POST_PROCESSING_FAILURE: { message: 'Extend could not finish the result', hint: 'Run it again.' },
	OCR_ERROR: {
		message: 'Extend could not read the text of the pages',
		hint: 'Run it again. If it stays, send a clearer scan.',
	},
	CHUNKING_ERROR: {
		message: 'Extend could not cut the document into chunks',
		hint: "Choose another 'Chunking' under Parsing Options.",
	},
	FAILED_TO_CONVERT_TO_PDF: { message: 'Extend could not turn the file into PDF', hint: FILE_HINT },
	FAILED_TO_CONVERT_TO_JPEG: {
		message: 'Extend could not turn the pages into pictures',
		hint: FILE_HINT,
	},
	FAILED_TO_GENERATE_TARGET_FORMAT: {
		message: 'Extend could not write the text in the chosen format',
		hint: "Choose the other 'Format', or run it again.",
	},
	EMPTY_SCHEMA: {
		message: 'Extend found no field to fill in the document',
		hint: 'Check that the PDF is a form. A scanned form may need clearer lines or boxes.',
	},
	FIELD_DETECTION_ERROR: {
		message: 'Extend could not find the fields of the form',
		hint: 'Run it again, or give the fields as a form schema.',
	},
	SCHEMA_VALIDATION_ERROR: {
		message: 'The values do not satisfy the rules of the form schema',
		hint: 'Change the values, or the rules in the schema.',
	},
	INVALID_OPTIONS: {
		message: 'The settings for filling the form do not go together',
		hint: 'Change the options that Extend names here.',
	},
	INVALID_WORKFLOW: {
		message: 'The workflow of Extend cannot be run',
		hint: 'Open it in the Extend dashboard and correct it.',
	},
	DOCUMENT_PROCESSOR_ERROR: {
		message: 'A step of the workflow failed',
		hint: 'Open the run in the Extend dashboard to see which one, then run it again.',
	},
	SCHEMA_GENERATION_FAILED: {
		message: 'Extend could not derive fields from the document',
		hint: "Choose an extractor or define the fields under 'Extract Using'.",
	},
	NO_ANSWER: {
		message: 'No complete answer came from Extend',
		hint: 'Run it again. If it stays, check the network of n8n.',
	},
	BAD_ANSWER: {
		message: 'An unreadable answer came instead of one from Extend',
		hint: 'Check the base URL of the credential, and what stands between n8n and Extend, such as a firewall.',
	},
	UNREACHABLE: {
		message: 'Extend could not be reached',
		hint: 'Check the region or base URL of the credential, and the network of n8n.',
	},
	REDIRECTED: {
		message: 'The address of Extend leads elsewhere',
		hint: 'Enter the final address as base URL of the credential; redirects are not followed, so that the key stays there.',
	},
	NOT_SENT: {
		message: 'n8n did not send the request',
		hint: 'Check the credential of this node.',
	},
	TIMEOUT: {
		message: 'The time for this item was over',
		hint: "Raise 'Timeout' under Options.",
	},
});

/** The code that stands for an HTTP status when the response has no known one. */
const STATUS_CODES: Readonly<Record<number, keyof typeof CODE_MESSAGES>> = {
	401: 'UNAUTHORIZED',
	402: 'USAGE_BLOCKED',
	404: 'NOT_FOUND',
	413: 'FILE_SIZE_TOO_LARGE',
	429: 'RATE_LIMIT_EXCEEDED',
};

/** The message for a code, or for the HTTP status when the code is not known. */
export function messageFor({ code, httpCode }: Pick<ApiErrorBody, 'code' | 'httpCode'>): Message {
	const ofCode = getOwn<Message>(CODE_MESSAGES, code);
	if (ofCode) return ofCode;
	const statusCode = STATUS_CODES[httpCode ?? 0];
	if (statusCode) return CODE_MESSAGES[statusCode];
	if (httpCode === 403) return ERROR_MESSAGES.forbidden;
	if (httpCode !== undefined && httpCode >= 500) {
		const { hint } = CODE_MESSAGES.INTERNAL_ERROR;
		return ERROR_MESSAGES.serverError({ code, hint });
	}
	return ERROR_MESSAGES.unknownCode({ code });
}
