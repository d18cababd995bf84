import { defineMessages } from '../utils/messages';

/** Steps, as they stand in messages after "while". */
export const FILE_ACTIONS = defineMessages({
	read: ({ fileId }: { fileId: string }) => `reading the file ${fileId}`,
	upload: ({ fileName }: { fileName: string }) => `uploading ${fileName}`,
});

export const FILE_MESSAGES = defineMessages({
	emptyFile: ({ fileName }: { fileName: string }) => ({
		message: `The file ${fileName} is empty`,
		hint: 'Check the node that hands it over: the file has 0 bytes.',
	}),
	wrongSize: ({ fileName, size }: { fileName: string; size: number }) => ({
		message: `The file ${fileName} does not have the ${size} bytes that n8n has noted for it`,
		hint: 'It was cut off or changed in the storage of n8n. Run the node that hands it over again.',
	}),
	unreadable: ({ fileName }: { fileName: string }) => ({
		message: `The file ${fileName} cannot be read from the storage of n8n`,
		hint: 'It may have been removed together with the data of an older execution. Run the node that hands it over again.',
	}),
	noData: ({ fileName }: { fileName: string }) => ({
		message: `The file ${fileName} has a name but no content`,
		hint: "Check the node that hands it over: its binary field has neither 'data' nor an ID of the storage.",
	}),
	unnamed: 'without a name',
	noFileId: 'The answer holds no file ID',
	/** `reason` is one of DOWNLOAD_REASONS */
	downloadFailed: ({ fileName, reason }: { fileName: string; reason: string }) => ({
		message: `The file ${fileName} could not be downloaded: ${reason}`,
		hint: 'The file is in Extend and can be fetched later by its ID with File > Download.',
	}),
});

/** Why a download URL gave no file. */
export const DOWNLOAD_REASONS = defineMessages({
	noAnswer: 'the download address did not answer',
	badStatus: ({ status }: { status: number }) =>
		`the download address answered with status ${status}`,
	incomplete: 'the download did not come to its end',
	cutOff: 'the download was cut off',
	tooLarge: ({ megabytes }: { megabytes: number }) => `the download is larger than ${megabytes} MB`,
});

const REFUSED_URL_HINT =
	"Nothing was fetched from there. For a self-hosted Extend, choose 'Custom Base URL' in the credential.";

/** Why a download URL is not requested. */
export const URL_MESSAGES = defineMessages({
	noUrl: { message: 'the download address is no address', hint: REFUSED_URL_HINT },
	hasCredentials: {
		message: 'the download address holds a user name or a password',
		hint: REFUSED_URL_HINT,
	},
	notHttps: { message: 'the download address is not an https address', hint: REFUSED_URL_HINT },
	privateHost: {
		message: 'the download address leads into a private network',
		hint: REFUSED_URL_HINT,
	},
});
