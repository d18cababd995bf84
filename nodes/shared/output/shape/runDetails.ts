/** Where an item says which run it comes from. */
import type { IDataObject } from 'n8n-workflow';
import { renameReserved } from '../fieldNames';
import { stripPresignedUrls } from '../presignedUrls';
import type { OutputSettings, RunDetails } from '../types';
import { isRecord, type JsonRecord } from '../../utils/objects';
import { toText } from '../../utils/sanitize';
import { toParagraph } from '../../utils/sentences';

/** The columns, and the member of the run's information that each holds. */
const COLUMNS: Readonly<Record<string, string>> = {
	extend_run_id: 'runId',
	extend_file_name: 'fileName',
	extend_row: 'row',
	extend_needs_review: 'needsReview',
	extend_review_reasons: 'reviewReasons',
	extend_credits: 'credits',
};

/** Members of a run that only the output 'Raw' has. */
const ONLY_RAW = ['config', 'output'];

/** The key of this node in the metadata of a run. */
const OWN_KEY = 'n8n';

/** Table rows go to sheets and databases, whose cells hold plain values. */
export function getRunDetails({ mode, shape }: OutputSettings): RunDetails {
	return shape?.runDetails ?? (mode === 'rows' ? 'columns' : 'object');
}

/**
 * The item: the fields at the top, and the information about the run under `_extend` or in columns. A field whose
 * name the item needs for itself is renamed.
 * @param rest for `_extend.run`; left out: there is none
 */
export function toItem(
	fields: JsonRecord,
	info: IDataObject,
	settings: OutputSettings,
	rest?: IDataObject,
): IDataObject {
	const details = getRunDetails(settings);
	if (details === 'object') {
		return { ...rename(fields), _extend: { ...info, ...(rest ? { run: rest } : {}) } };
	}
	if (details === 'none') return rename(fields);
	const columns: IDataObject = {};
	for (const [column, member] of Object.entries(COLUMNS)) {
		const value = info[member];
		// A cell holds one text.
		if (value !== undefined)
			columns[column] = Array.isArray(value) ? toParagraph(value.map(toText)) : value;
	}
	return { ...rename(fields, Object.keys(COLUMNS)), ...columns };
}

function rename(fields: JsonRecord, names: string[] = []): IDataObject {
	return renameReserved(fields, names);
}

/**
 * What `_extend.run` holds: the run as it was sent, without its result, its configuration, the key of this node in
 * its metadata and presigned URLs. Undefined when the settings do not ask for it.
 */
export function getRunRemainder(run: object, settings: OutputSettings): IDataObject | undefined {
	if (getRunDetails(settings) !== 'object') return undefined;
	const rest = stripPresignedUrls(
		Object.fromEntries(Object.entries(run).filter(([name]) => !ONLY_RAW.includes(name))),
	);
	const { metadata } = rest;
	return metadata === undefined ? rest : { ...rest, metadata: withoutOwnKey(metadata) };
}

/** The metadata of a run as its user set it. */
export function withoutOwnKey<T>(metadata: T): T | IDataObject {
	if (!isRecord(metadata) || metadata[OWN_KEY] === undefined) return metadata;
	const entries = Object.entries(metadata).filter(([name]) => name !== OWN_KEY);
	return Object.fromEntries(entries);
}
