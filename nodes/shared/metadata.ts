import type { IDataObject } from 'n8n-workflow';
import { InputProblem } from './problems';
import { plainText } from './text';

/** Extend takes this much metadata with a run, in bytes of JSON (Extend docs: run metadata). */
const MOST_BYTES = 10 * 1024;
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
 * again. Undefined when there is nothing. Throws InputProblem for a reserved key or too much of it.
 */
export function runMetadata(
	entries: Array<{ key: unknown; value: unknown }>,
	usageTags: string[],
	tag: RunTag | undefined,
): IDataObject | undefined {
	const metadata: IDataObject = {};
	entries.forEach(({ key: given, value }, index) => {
		// An expression may hand over a number.
		const key = plainText(given);
		if (key.trim() === '') {
			throw new InputProblem(`entry ${index + 1}`, 'the key is empty', 'Give each entry a key.');
		}
		if (key === OWN_KEY || key === '__proto__') {
			throw new InputProblem(
				key,
				'this key is reserved: n8n finds its runs again by it',
				'Choose another key.',
			);
		}
		metadata[key] = value as IDataObject[string];
	});
	if (usageTags.length > 0) metadata[TAGS_KEY] = usageTags;
	if (tag) metadata[OWN_KEY] = { ...tag };
	if (Object.keys(metadata).length === 0) return undefined;
	const json = jsonOf(metadata);
	if (json === undefined) {
		throw new InputProblem(
			'',
			'a value cannot be written as JSON, or is nested too deep',
			'Send plain values, such as texts and numbers.',
		);
	}
	const bytes = Buffer.byteLength(json);
	if (bytes > MOST_BYTES) {
		throw new InputProblem(
			'',
			`${bytes} bytes are more than the 10 KB that Extend takes`,
			'Send less, for example an ID instead of the whole record.',
		);
	}
	return metadata;
}

/** Undefined for what is deeper than the stack, a circle, or a BigInt: expressions can hand over all. */
function jsonOf(metadata: IDataObject): string | undefined {
	try {
		return JSON.stringify(metadata);
	} catch {
		return undefined;
	}
}
