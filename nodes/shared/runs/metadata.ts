import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../errors/inputError';
import { METADATA_MESSAGES } from './messages';
import { toText } from '../utils/sanitize';

/** Extend takes this much metadata with a run, in bytes of JSON (Extend docs: run metadata). */
const MAX_BYTES = 10 * 1024;
const OWN_KEY = 'n8n';
const TAGS_KEY = 'extend:usage_tags';

export interface RunTag {
	key: string;
	workflowId: string;
	executionId: string;
	/** position of the document in its batch: tells which run is whose */
	item?: number;
}

/**
 * The metadata of a run: the user's entries, usage tags for billing, and our tag by which the run is found
 * again. Undefined when there is nothing. Throws InputError for a reserved key or too much of it.
 */
export function buildRunMetadata(
	entries: Array<{ key: unknown; value: unknown }>,
	usageTags: string[],
	tag: RunTag | undefined,
): IDataObject | undefined {
	const metadata: IDataObject = {};
	entries.forEach(({ key: given, value }, index) => {
		// An expression may hand over a number.
		const key = toText(given);
		if (key.trim() === '') {
			throw new InputError(
				METADATA_MESSAGES.emptyKey,
				METADATA_MESSAGES.entry({ position: index + 1 }),
			);
		}
		if (key === OWN_KEY || key === '__proto__') {
			throw new InputError(METADATA_MESSAGES.reservedKey, key);
		}
		metadata[key] = value as IDataObject[string];
	});
	if (usageTags.length > 0) metadata[TAGS_KEY] = usageTags;
	if (tag) metadata[OWN_KEY] = { ...tag };
	if (Object.keys(metadata).length === 0) return undefined;
	const json = tryStringify(metadata);
	if (json === undefined) {
		throw new InputError(METADATA_MESSAGES.notJson);
	}
	const bytes = Buffer.byteLength(json);
	if (bytes > MAX_BYTES) {
		throw new InputError(METADATA_MESSAGES.tooLarge({ bytes }));
	}
	return metadata;
}

/** Undefined for what is deeper than the stack, a circle, or a BigInt: expressions can hand over all. */
function tryStringify(metadata: IDataObject): string | undefined {
	try {
		return JSON.stringify(metadata);
	} catch {
		return undefined;
	}
}
