/** The operations that cost money, with their ways of configuration. */
import type { IDataObject } from 'n8n-workflow';
import { seededIds } from '../../emulator/index.mts';
import { byId } from '../../support/extendNode.mts';

export type RunObject =
	| 'extract_run'
	| 'classify_run'
	| 'split_run'
	| 'parse_run'
	| 'edit_run'
	| 'workflow_run';

export interface FuzzOperation {
	object: RunObject;
	parameters: IDataObject;
	options?: IDataObject;
	acceptsText?: true;
	isBatch?: true;
	/** a run whose response was lost can be searched, and a run can be canceled */
	canFind: boolean;
	/** Extend answers only when the run has ended */
	isSync?: true;
	/** where an item holds the number of its document */
	numberIn?: 'invoice_number' | 'text';
}

const ASYNC = { processingMode: 'async' };
const CLASSES = {
	class: [
		{ type: 'Invoice', description: 'A bill with a due date and payment terms' },
		{ type: 'Receipt', description: 'Proof of payment of a shop, paid by card or cash' },
	],
};

const extractor = { extractUsing: 'extractor', extractor: byId(seededIds.invoices) };
const classifier = { classifyUsing: 'classifier', classifier: byId(seededIds.documentTypes) };
const splitter = { splitUsing: 'splitter', splitter: byId(seededIds.bundles) };
const workflow = { workflow: byId(seededIds.plain) };

const extract = (parameters: IDataObject): FuzzOperation => ({
	object: 'extract_run',
	parameters: { output: 'fields', ...parameters },
	acceptsText: true,
	canFind: true,
});
const numbered = { numberIn: 'invoice_number' } as const;
const sync = { isSync: true } as const;
const asynchronous = { options: ASYNC };
const classify: FuzzOperation = {
	object: 'classify_run',
	parameters: { operation: 'classify' },
	acceptsText: true,
	canFind: true,
};
const split: FuzzOperation = {
	object: 'split_run',
	parameters: { operation: 'split' },
	canFind: true,
};
const parse: FuzzOperation = {
	object: 'parse_run',
	parameters: { operation: 'parse', output: 'text' },
	canFind: true,
	numberIn: 'text',
};
const batch = (object: RunObject, more: IDataObject): FuzzOperation => ({
	object,
	parameters: { resource: 'batch', operation: 'start', runType: object, ...more },
	canFind: true,
	isBatch: true,
	...(object === 'split_run' ? {} : { acceptsText: true as const }),
});
const withParameters = (operation: FuzzOperation, more: IDataObject): FuzzOperation => ({
	...operation,
	parameters: { ...operation.parameters, ...more },
});

export const OPERATIONS = {
	'extract saved, sync': { ...extract(extractor), ...numbered, ...sync },
	'extract saved, async': { ...extract(extractor), ...numbered, ...asynchronous },
	'extract overridden, async': {
		...extract({ ...extractor, output: 'run' }),
		options: { ...ASYNC, additionalConfig: '{"extractionRules":"Dates as printed"}' },
	},
	'extract inline, sync': { ...extract({}), ...numbered, ...sync },
	'extract inline, async': { ...extract({}), ...numbered, ...asynchronous },
	'extract inferred, sync': { ...extract({ extractUsing: 'infer' }), ...sync },
	'extract inferred, async': { ...extract({ extractUsing: 'infer' }), ...asynchronous },
	'classify saved, sync': { ...withParameters(classify, classifier), ...sync },
	'classify inline, async': {
		...withParameters(classify, { classifyUsing: 'config', classes: CLASSES }),
		...asynchronous,
	},
	'split saved, async': { ...withParameters(split, splitter), ...asynchronous },
	'split inline, sync': {
		...withParameters(split, { splitUsing: 'config', classes: CLASSES }),
		...sync,
	},
	'parse, sync': { ...parse, ...sync },
	'parse, async': { ...parse, ...asynchronous },
	'fill form': {
		object: 'edit_run',
		parameters: {
			operation: 'edit',
			fillUsing: 'instructions',
			instructions: 'Full name: Ada Lovelace',
		},
		canFind: false,
	},
	'batch of extract runs': batch('extract_run', extractor),
	'batch of classify runs': batch('classify_run', classifier),
	'batch of split runs': batch('split_run', splitter),
	'batch of parse runs': batch('parse_run', {}),
	'batch of workflow runs': batch('workflow_run', workflow),
	workflow: {
		object: 'workflow_run',
		parameters: { resource: 'workflow', operation: 'run', ...workflow },
		acceptsText: true,
		canFind: true,
	},
} as const satisfies Record<string, FuzzOperation>;

export type OperationName = keyof typeof OPERATIONS;
export const getOperation = (name: OperationName): FuzzOperation => OPERATIONS[name];

export type Route =
	| 'upload'
	| 'start'
	| 'cancel'
	| 'list'
	| 'read'
	| 'delete'
	| 'storage'
	| 'other';

/** What a request is about. */
export function getRoute({ method, path }: { method: string; path: string }): Route {
	if (path.startsWith('/__files/')) return 'storage';
	if (path === '/files/upload') return 'upload';
	if (method === 'DELETE') return 'delete';
	if (/\/cancel$/.test(path)) return 'cancel';
	if (method === 'POST') return 'start';
	if (/^\/\w+_runs$/.test(path)) return 'list';
	return /^\/\w+_runs\/[^/]+$/.test(path) ? 'read' : 'other';
}
