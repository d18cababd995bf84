import type { IBinaryData } from 'n8n-workflow';

/** A document that an error is about. */
export interface FailedDocument {
	source: 'binary' | 'url' | 'fileId' | 'text';
	/** the item that it comes from, where several are handled together */
	itemIndex?: number;
	/** as n8n has it; undefined for a text without a name */
	fileName?: string;
	/** the binary field */
	sourceField?: string;
	/** where it stands in a list, when the name does not tell: `URL 2` */
	place?: string;
	/** the file itself, for a file of n8n */
	data?: IBinaryData;
	/** ID of a document that was in Extend before */
	fileId?: string;
	hasPassword: boolean;
}
