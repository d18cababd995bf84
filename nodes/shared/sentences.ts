/** What the codes of the API mean to someone who builds workflows, and what to do about each. */
import type { ApiProblem } from './outcome';
import { ownMember } from './records';

interface Sentence {
	/** what happened, without the final period */
	what: string;
	/** what to do; whole sentences */
	fix: string;
}

const FILE_FIX = 'Open the file to check it, or send it in another format.';
const CREDITS: Sentence = {
	what: 'Extend has no credits left for this organization',
	fix: 'Add credits in the Extend dashboard under Billing, then run the workflow again.',
};

/** Codes of the error envelope, of run failures (`failureReason`), and our own. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
	INVALID_REQUEST: {
		what: 'Extend did not accept the request',
		fix: 'Change the parameter that the message names.',
	},
	UNAUTHORIZED: {
		what: 'Extend did not accept the API key',
		fix: 'Open the credential and test it. A key works in one region only.',
	},
	USAGE_BLOCKED: CREDITS,
	OUT_OF_CREDITS: CREDITS,
	NOT_FOUND: {
		what: 'Extend does not know this ID',
		fix: 'Check the ID, and that the credential belongs to the same workspace.',
	},
	ENDPOINT_REMOVED: {
		what: 'Extend no longer offers this function',
		fix: 'Update n8n-nodes-extend under Settings > Community Nodes.',
	},
	RATE_LIMIT_EXCEEDED: {
		what: 'Extend was still limiting requests when the time for this item was over',
		fix: "Raise 'Timeout' or lower 'Concurrency' under Options.",
	},
	INTERNAL_ERROR: {
		what: 'Extend had an internal fault',
		fix: 'Run it again later. If it stays, send the request ID to Extend support.',
	},
	ABORTED: { what: 'The run was aborted in Extend', fix: 'Start it again if that was not meant.' },
	FAILED_TO_PROCESS_FILE: {
		what: 'Extend could not read the file',
		fix: `${FILE_FIX} For a URL: it has to be reachable from the internet and not expired.`,
	},
	UNABLE_TO_DOWNLOAD_FILE: {
		what: 'Extend could not download the file',
		fix: 'The URL has to be reachable from the internet, without a login and not expired.',
	},
	FILE_TYPE_NOT_SUPPORTED: {
		what: 'Extend does not read files of this type',
		fix: "Send another format, or turn on 'Skip Unsupported Files' under Options.",
	},
	FILE_SIZE_TOO_LARGE: {
		what: 'The file is larger than Extend takes',
		fix: 'Split the file or make it smaller.',
	},
	CORRUPT_FILE: { what: 'The file is damaged', fix: FILE_FIX },
	PASSWORD_PROTECTED_FILE: {
		what: 'The file is protected by a password',
		fix: "Add 'File Password' under Options.",
	},
	INVALID_PROCESSOR: {
		what: 'The extractor, classifier or splitter has an invalid configuration',
		fix: 'Open it in the Extend dashboard and correct it.',
	},
	INVALID_CONFIGURATION: {
		what: 'The configuration does not go together with the chosen model',
		fix: "Check 'Base Processor', 'Base Version' and the other settings under Options.",
	},
	INVALID_CONFIG_OPTIONS: {
		what: 'The configuration has options that Extend does not accept',
		fix: 'Remove the options that the message names.',
	},
	PARSING_ERROR: { what: 'The model gave no usable answer', fix: 'Run it again.' },
	PRE_PROCESSING_FAILURE: {
		what: 'Extend could not prepare the document',
		fix: 'Run it again. If it stays, check the chunking and page options.',
	},
	POST_PROCESSING_FAILURE: { what: 'Extend could not finish the result', fix: 'Run it again.' },
	OCR_ERROR: { what: 'Extend could not read the text of the pages', fix: 'Run it again.' },
	CHUNKING_ERROR: {
		what: 'Extend could not cut the document into chunks',
		fix: "Choose another 'Chunking' under Parsing Options.",
	},
	FAILED_TO_CONVERT_TO_PDF: { what: 'Extend could not turn the file into PDF', fix: FILE_FIX },
	FAILED_TO_CONVERT_TO_JPEG: {
		what: 'Extend could not turn the pages into pictures',
		fix: FILE_FIX,
	},
	FAILED_TO_GENERATE_TARGET_FORMAT: {
		what: 'Extend could not write the text in the chosen format',
		fix: "Choose the other 'Format', or run it again.",
	},
	EMPTY_SCHEMA: {
		what: 'Extend found no field to fill in the document',
		fix: 'Check that the PDF is a form. A scanned form may need clearer lines or boxes.',
	},
	FIELD_DETECTION_ERROR: {
		what: 'Extend could not find the fields of the form',
		fix: 'Run it again, or give the fields as a form schema.',
	},
	SCHEMA_VALIDATION_ERROR: {
		what: 'The values do not satisfy the rules of the form schema',
		fix: 'Change the values, or the rules in the schema.',
	},
	INVALID_OPTIONS: {
		what: 'The settings for filling the form do not go together',
		fix: 'Change the options that the message names.',
	},
	INVALID_WORKFLOW: {
		what: 'The workflow of Extend cannot be run',
		fix: 'Open it in the Extend dashboard and correct it.',
	},
	DOCUMENT_PROCESSOR_ERROR: {
		what: 'A step of the workflow failed',
		fix: 'Open the run in the Extend dashboard to see which one, then run it again.',
	},
	SCHEMA_GENERATION_FAILED: {
		what: 'Extend could not derive fields from the document',
		fix: "Choose an extractor or define the fields under 'Extract Using'.",
	},
	NO_ANSWER: {
		what: 'No complete answer came from Extend',
		fix: 'Run it again. If it stays, check the network of n8n.',
	},
	BAD_ANSWER: {
		what: 'An unreadable answer came instead of one from Extend',
		fix: 'Check the base URL of the credential, and proxies between n8n and Extend.',
	},
	UNREACHABLE: {
		what: 'Extend could not be reached',
		fix: 'Check the region or base URL of the credential, and the network of n8n.',
	},
	REDIRECTED: {
		what: 'The address of Extend leads elsewhere',
		fix: 'Enter the final address as base URL of the credential; redirects are not followed, so that the key stays there.',
	},
	NOT_SENT: {
		what: 'n8n did not send the request',
		fix: 'Check the credential of this node.',
	},
	TIMEOUT: {
		what: 'The time for this item was over',
		fix: "Raise 'Timeout' under Options.",
	},
};

const BY_STATUS: Readonly<Record<number, string>> = {
	401: 'UNAUTHORIZED',
	402: 'USAGE_BLOCKED',
	404: 'NOT_FOUND',
	413: 'FILE_SIZE_TOO_LARGE',
	429: 'RATE_LIMIT_EXCEEDED',
};

/** The sentence for a code of the API or of ours. Unknown codes are named as they are. */
export function sentenceFor({ code, httpCode }: Pick<ApiProblem, 'code' | 'httpCode'>): Sentence {
	// A code is foreign text: `constructor` is none that is known.
	const own = ownMember(SENTENCES, code) as Sentence | undefined;
	const known = own ?? SENTENCES[BY_STATUS[httpCode ?? 0]];
	if (known) return known;
	if (httpCode === 403) {
		return {
			what: 'Extend does not allow this with the API key',
			fix: "Check the rights of the key, and 'Workspace ID' in the credential.",
		};
	}
	if (httpCode !== undefined && httpCode >= 500) {
		return { what: `Extend had a fault (${code})`, fix: SENTENCES.INTERNAL_ERROR.fix };
	}
	return {
		what: `Extend answered ${code}`,
		fix: 'See the Extend docs for this code, or run it again.',
	};
}

/** Every sentence, for the test that lists them. */
export const ALL_SENTENCES = SENTENCES;
