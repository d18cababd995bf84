import { defineMessages } from '../utils/messages';

/** Steps, as they stand in messages after "while". */
export const FILE_ACTIONS = defineMessages({
	read: ({ fileId }: { fileId: string }) => `reading the file ${fileId}`,
	upload: ({ fileName }: { fileName: string }) => `uploading ${fileName}`,
});

export const FILE_MESSAGES = defineMessages({
	wrongSize: ({ fileName, size }: { fileName: string; size: number }) => ({
		message: `The file ${fileName} is incomplete`,
		hint: `It doesn't have the expected ${size} bytes in n8n's storage. Run the node that provides it again.`,
	}),
	unreadable: ({ fileName, fieldName }: { fileName: string; fieldName: string }) => ({
		message: `n8n couldn't read the file ${fileName} from its storage`,
		hint: `n8n may have deleted the file in '${fieldName}' with the data of an earlier execution. Run the node that provides it again.`,
	}),
	noData: ({ fileName, fieldName }: { fileName: string; fieldName: string }) => ({
		message: `The file ${fileName} has no content`,
		hint: `The binary field '${fieldName}' has neither base64 in 'data' nor a storage ID. Check the node that provides it.`,
	}),
	notBase64: ({ fileName, fieldName }: { fileName: string; fieldName: string }) => ({
		message: `The content of the file ${fileName} isn't base64`,
		hint: `The binary field '${fieldName}' has other text in 'data'. In a Code node, use 'this.helpers.prepareBinaryData'.`,
	}),
	noFileId: "The response doesn't contain a file ID",
	/** `reason` is one of DOWNLOAD_REASONS */
	downloadFailed: ({ fileName, reason }: { fileName: string; reason: string }) => ({
		message: `Couldn't download ${fileName}: ${reason}`,
		hint: 'The file is stored in Extend. Use File > Download to get it later.',
	}),
	/** `reason` is one of DOWNLOAD_REASONS */
	resultFailed: ({ runId, reason }: { runId: string; reason: string }) => ({
		message: `Couldn't download the result of ${runId}: ${reason}`,
		hint: 'The result is stored in Extend. Use Run > Get to get it later.',
	}),
});

/** Where a document stands in a list, in brackets behind an error. */
export const DOCUMENT_PLACES = defineMessages({
	url: ({ position }: { position: number }) => `URL ${position}`,
});

/** Why a download URL gave no file. */
export const DOWNLOAD_REASONS = defineMessages({
	noAnswer: "the server didn't respond",
	badStatus: ({ status }: { status: number }) => `the server responded with status ${status}`,
	incomplete: "the download didn't finish",
	cutOff: 'the connection dropped',
	tooLarge: ({ megabytes }: { megabytes: number }) => `the download is larger than ${megabytes} MB`,
});

const REFUSED_URL_HINT =
	"n8n didn't download anything. If you self-host Extend, set 'Region' in the credential to 'Custom Base URL'.";

/** Why a download URL is not requested. */
export const URL_MESSAGES = defineMessages({
	noUrl: { message: "the download URL isn't valid", hint: REFUSED_URL_HINT },
	hasCredentials: {
		message: 'the download URL contains a username or password',
		hint: REFUSED_URL_HINT,
	},
	notHttps: { message: "the download URL doesn't use HTTPS", hint: REFUSED_URL_HINT },
	privateHost: {
		message: 'the download URL points to a private network',
		hint: REFUSED_URL_HINT,
	},
});
