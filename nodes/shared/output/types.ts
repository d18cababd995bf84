import type { IDataObject } from 'n8n-workflow';
import type { Judgement, ReviewSettings } from './judging/types';
import type { DocumentOrigin } from './runInfo';

/** How a run becomes items. */
export interface OutputSettings extends DocumentOrigin {
	/** `run`: the unchanged run; `fields`: one item with its result; `rows`: one item for each row of a table */
	mode: 'run' | 'fields' | 'rows';
	/** for `rows`: the name of the table; when empty, the only table of the result */
	rowsField?: string;
	review?: ReviewSettings;
	/** of `fields` and `rows`; a run is never changed */
	shape?: OutputShape;
}

/** Where an item says which run it comes from: under `_extend`, in columns of its own, or nowhere. */
export type RunDetails = 'object' | 'columns' | 'none';

export interface OutputShape {
	/** `columns`, the default: a number and a code; `object`: as Extend returns it */
	currency?: 'columns' | 'object';
	/** `columns`: each field has its confidence beside it; `off`, the default: none has */
	confidence?: 'off' | 'columns';
	/** default: `object` for fields, `columns` for rows */
	runDetails?: RunDetails;
}

export interface RunItems {
	/** the JSON of each item */
	items: IDataObject[];
	/** messages about the settings of the node, not about a single item */
	hints: string[];
	/** of the whole run; undefined where neither the settings nor the items need it */
	judgement?: Judgement;
}
