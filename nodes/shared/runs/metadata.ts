import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../errors/inputError';
import { getOwn, type JsonValue } from '../utils/objects';
import { METADATA_MESSAGES } from './messages';
import { toText } from '../utils/sanitize';

/** Extend's limit of a run's metadata, in bytes of JSON (Extend docs: run metadata; assumption: metadata-limit). */
const MAX_BYTES = 10 * 1024;
const OWN_KEY = 'n8n';
const TAGS_KEY = 'extend:usage_tags';

export interface RunTag {
	key: string;
	workflowId: string;
	executionId: string;
	/** position of the document in its batch, by which runs are matched with documents */
	item?: number;
	/** what was processed and how, by which another execution finds the result (`createFingerprint`) */
	fingerprint?: string;
}

/**
 * The metadata of a run without its tag: the user's entries, and usage tags for billing. Throws InputError for an empty
 * or reserved key, and for metadata that is too large together with the tag.
 * @param maxTag that the run may get
 */
export function buildRunMetadata(
	entries: Array<{ key: unknown; value: JsonValue }>,
	usageTags: string[],
	maxTag: RunTag | undefined,
): IDataObject {
	const metadata: IDataObject = {};
	entries.forEach(({ key: rawKey, value }, index) => {
		// An expression may yield a number.
		const key = toText(rawKey);
		if (key.trim() === '') {
			throw new InputError(
				METADATA_MESSAGES.emptyKey,
				METADATA_MESSAGES.entry({ position: index + 1 }),
			);
		}
		if (key === OWN_KEY || key === '__proto__') {
			throw new InputError(METADATA_MESSAGES.reservedKey, key);
		}
		metadata[key] = value;
	});
	if (usageTags.length > 0) metadata[TAGS_KEY] = usageTags;
	const json = tryStringify(tagMetadata(metadata, maxTag) ?? {});
	if (json === undefined) {
		throw new InputError(METADATA_MESSAGES.notJson);
	}
	const bytes = Buffer.byteLength(json);
	if (bytes > MAX_BYTES) {
		throw new InputError(METADATA_MESSAGES.tooLarge({ bytes }));
	}
	return metadata;
}

/** The metadata with the tag by which the run is found again. Undefined when there is neither. */
export function tagMetadata(
	metadata: IDataObject,
	tag: RunTag | undefined,
): IDataObject | undefined {
	if (tag) return { ...metadata, [OWN_KEY]: { ...tag } };
	return Object.keys(metadata).length > 0 ? metadata : undefined;
}

/** The fingerprint in the metadata of a run; undefined for runs without one. */
export function getFingerprint(run: object): string | undefined {
	const fingerprint = getOwn(getOwn(getOwn(run, 'metadata'), OWN_KEY), 'fingerprint');
	return typeof fingerprint === 'string' ? fingerprint : undefined;
}

/** Undefined for circular or very deep values and BigInts, all of which expressions can yield. */
function tryStringify(metadata: IDataObject): string | undefined {
	try {
		return JSON.stringify(metadata);
	} catch {
		return undefined;
	}
}
