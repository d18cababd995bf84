/** What the codes of the API mean for a user, and what to do about each. */
import type { ApiErrorBody } from '../http/outcome';
import type { ExchangeCode } from '../http/types';
import { defineMessages, type Message } from '../utils/messages';
import { getOwn } from '../utils/objects';
import type { OpenUnion } from '../utils/types';
import { ERROR_MESSAGES, GATEWAY_HINTS } from './messages';

const FILE_HINT = 'Check that the file opens, or convert it to another format.';
const NO_CREDITS: Message = {
	message: 'Your Extend organization is out of credits',
	hint: 'Add credits under Billing in the Extend dashboard, then run the workflow again.',
};

/** By code: those of the error envelope, of failed runs (`failureReason`), and our own. */
export const CODE_MESSAGES = defineMessages({
	INVALID_REQUEST: {
		message: 'Extend rejected the request',
		hint: 'Check the parameter named in this message.',
	},
	UNAUTHORIZED: {
		message: 'Extend rejected the API key',
		hint: "Open the credential and check the API key and 'Region'.",
	},
	USAGE_BLOCKED: NO_CREDITS,
	OUT_OF_CREDITS: NO_CREDITS,
	NOT_FOUND: {
		message: "Extend couldn't find this ID",
		hint: 'Check the ID, and that it belongs to the same workspace and region as the credential.',
	},
	NOT_AVAILABLE: {
		message: "This operation isn't available for your organization",
		hint: "Check 'Region' in the credential, or ask Extend support to enable it.",
	},
	FILE_PURGED: {
		message: 'Extend has already deleted this file',
		hint: 'The data retention policy of your workspace removed it. Upload the file again.',
	},
	ENDPOINT_REMOVED: {
		message: 'Extend no longer supports this operation',
		hint: 'Update n8n-nodes-extend in Settings > Community Nodes.',
	},
	RATE_LIMIT_EXCEEDED: {
		message: "Extend's rate limit lasted longer than 'Timeout'",
		hint: "Increase 'Timeout' or reduce 'Concurrency' in Options.",
	},
	INTERNAL_ERROR: {
		message: 'Extend is currently having issues',
		hint: 'Try again later. If this keeps happening, contact Extend support with the request ID.',
	},
	ABORTED: {
		message: 'The run was stopped in Extend',
		hint: 'Run the workflow again to start a new run.',
	},
	FAILED_TO_PROCESS_FILE: {
		message: "Extend couldn't read the file",
		hint: 'Check that the file opens and that Extend supports its type, or convert it to another format.',
	},
	UNABLE_TO_DOWNLOAD_FILE: {
		message: "Extend couldn't download the file",
		hint: 'Run the workflow again. If this keeps happening, check where the file comes from.',
	},
	FILE_TYPE_NOT_SUPPORTED: {
		message: "Extend doesn't support this file type",
		hint: 'Convert the file to another format.',
	},
	FILE_SIZE_TOO_LARGE: {
		message: 'The file is too large for Extend',
		hint: 'Split the file, or reduce its size.',
	},
	CORRUPT_FILE: { message: 'The file is corrupted', hint: FILE_HINT },
	PASSWORD_PROTECTED_FILE: {
		message: 'The file is password-protected',
		hint: "Process it again with 'File Password'.",
	},
	INVALID_PROCESSOR: {
		message: "The configuration of the processor isn't valid",
		hint: 'Open the extractor, classifier, or splitter in the Extend dashboard and fix its configuration.',
	},
	INVALID_CONFIGURATION: {
		message: "The selected model doesn't support this configuration",
		hint: "Check 'Base Processor' and its version, and the other options of this node.",
	},
	INVALID_CONFIG_OPTIONS: {
		message: "Extend doesn't support some of these options",
		hint: 'Remove the options named in this message.',
	},
	PARSING_ERROR: {
		message: "Extend couldn't produce a usable result",
		hint: 'Run the workflow again.',
	},
	PRE_PROCESSING_FAILURE: {
		message: "Extend couldn't prepare the document",
		hint: "Run the workflow again. If this keeps happening, check 'Pages' and the chunking options.",
	},
	POST_PROCESSING_FAILURE: {
		message: "Extend couldn't complete the result",
		hint: 'Run the workflow again.',
	},
	OCR_ERROR: {
		message: "Extend couldn't read the text on the pages",
		hint: 'Run the workflow again. If this keeps happening, use a clearer scan.',
	},
	CHUNKING_ERROR: {
		message: "Extend couldn't divide the document into chunks",
		hint: "Change 'Chunk By' in Parsing Options.",
	},
	FAILED_TO_CONVERT_TO_PDF: { message: "Extend couldn't convert the file to PDF", hint: FILE_HINT },
	FAILED_TO_CONVERT_TO_JPEG: {
		message: "Extend couldn't convert the pages to images",
		hint: FILE_HINT,
	},
	FAILED_TO_GENERATE_TARGET_FORMAT: {
		message: "Extend couldn't create the text in the selected format",
		hint: "Change 'Format', or run the workflow again.",
	},
	EMPTY_SCHEMA: {
		message: "Extend didn't find any form fields in the document",
		hint: "Check that the PDF is a form. If it's a scan, use a clearer one.",
	},
	FIELD_DETECTION_ERROR: {
		message: "Extend couldn't detect the form fields",
		hint: "Run the workflow again, or set 'Fill Using' to 'Form Schema'.",
	},
	SCHEMA_VALIDATION_ERROR: {
		message: "The values don't match the rules in 'Form Schema'",
		hint: 'Change the values or the rules in the schema.',
	},
	INVALID_OPTIONS: {
		message: "Some of the form options can't be combined",
		hint: 'Change the options named in this message.',
	},
	INVALID_WORKFLOW: {
		message: "The Extend workflow isn't ready to run",
		hint: 'Open it in the Extend dashboard and fix its configuration.',
	},
	DOCUMENT_PROCESSOR_ERROR: {
		message: 'A step of the Extend workflow failed',
		hint: 'Open the run in the Extend dashboard to see which step failed, then run the workflow again.',
	},
	SCHEMA_GENERATION_FAILED: {
		message: "Extend couldn't generate fields from the document",
		hint: "Set 'Extract Using' to 'Saved Extractor' or 'Define Below'.",
	},
	NO_ANSWER: {
		message: "Extend didn't send a complete response",
		hint: 'Run the workflow again. If this keeps happening, check the network connection of your n8n instance.',
	},
	BAD_ANSWER: {
		message: "The response didn't come from Extend",
		hint: GATEWAY_HINTS.check,
	},
	UNREACHABLE: {
		message: "Couldn't connect to Extend",
		hint: "Check 'Region' or 'Base URL' in the credential, and the network connection of your n8n instance.",
	},
	REDIRECTED: {
		message: 'The base URL redirects to a different URL',
		hint: "Enter the final URL in 'Base URL' in the credential. To protect your API key, n8n doesn't follow redirects.",
	},
	NOT_SENT: {
		message: "n8n didn't send the request",
		hint: "Check this node's credential.",
	},
	TIMEOUT: {
		message: "The item didn't finish within 'Timeout'",
		hint: "Increase 'Timeout' in Options.",
	},
});

/** The codes in the table, those of requests, and those of errors that bring their message along. */
type KnownErrorCode =
	| ExchangeCode
	| keyof typeof CODE_MESSAGES
	| 'CANCELLED'
	| 'CHECK_FAILED'
	| 'DOWNLOAD_FAILED'
	| 'FAILED'
	| 'INVALID_INPUT'
	| 'MAX_CREDITS'
	| 'RUN_MISSING'
	| 'UNEXPECTED';

export type ErrorCode = OpenUnion<KnownErrorCode>;

/** Why something failed, by a code of any kind: of a request, or of a run. */
export type CodedError = Omit<ApiErrorBody, 'code'> & { code: ErrorCode };

/** The code that stands for an HTTP status when the response has no known one. */
const STATUS_CODES: Readonly<Record<number, keyof typeof CODE_MESSAGES>> = {
	401: 'UNAUTHORIZED',
	402: 'USAGE_BLOCKED',
	404: 'NOT_FOUND',
	413: 'FILE_SIZE_TOO_LARGE',
	429: 'RATE_LIMIT_EXCEEDED',
};

/** The message for a code, or for the HTTP status when the code is not known. */
export function messageFor({ code, httpCode }: Pick<CodedError, 'code' | 'httpCode'>): Message {
	if (code === 'BAD_ANSWER' && httpCode !== undefined && httpCode >= 400) {
		return ERROR_MESSAGES.notExtend({ status: httpCode, hint: getGatewayHint(httpCode) });
	}
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

function getGatewayHint(status: number): string {
	if (status === 407) return GATEWAY_HINTS.proxyLogin;
	if (status === 413) return GATEWAY_HINTS.tooLarge;
	return status === 408 || status >= 500 ? GATEWAY_HINTS.failing : GATEWAY_HINTS.check;
}
