/** Processing modes and the requests of each. */
import type { IDataObject } from 'n8n-workflow';
import { seededIds, type Fault } from '../emulator/index.mts';

export type Step = 'upload' | 'create' | 'poll' | 'list' | 'version' | 'cancel' | 'result';
type RequestMatch = NonNullable<Fault['match']>;

export interface Mode {
	parameters: IDataObject;
	options: IDataObject;
	kind: 'extract_run' | 'workflow_run' | 'edit_run';
	steps: Partial<Record<Step, RequestMatch>>;
	/** each case is executed a second time, which finds the results of the first */
	reuses?: boolean;
	/** a run with a lost response cannot be recovered */
	isNotRecoverable?: boolean;
}

const upload: RequestMatch = { method: 'POST', path: '/files/upload' };
const locator = (value: string) => ({ __rl: true, mode: 'list', value });
const extractor = { extractUsing: 'extractor', extractor: locator(seededIds.invoices) };

export const MODES = {
	sync: {
		parameters: { ...extractor, output: 'fields' },
		options: {},
		kind: 'extract_run',
		steps: {
			upload,
			create: { method: 'POST', path: '/extract' },
			list: { method: 'GET', path: '/extract_runs' },
		},
	},
	async: {
		parameters: { ...extractor, output: 'fields' },
		options: { processingMode: 'async' },
		kind: 'extract_run',
		steps: {
			upload,
			create: { method: 'POST', path: '/extract_runs' },
			poll: { method: 'GET', path: '/extract_runs/[^/]+' },
			list: { method: 'GET', path: '/extract_runs' },
			cancel: { method: 'POST', path: '/extract_runs/[^/]+/cancel' },
		},
	},
	reuse: {
		parameters: { ...extractor, output: 'fields' },
		options: { processingMode: 'async', whenAlreadyProcessed: 'reuse' },
		kind: 'extract_run',
		reuses: true,
		steps: {
			upload,
			create: { method: 'POST', path: '/extract_runs' },
			poll: { method: 'GET', path: '/extract_runs/[^/]+' },
			list: { method: 'GET', path: '/extract_runs' },
			version: { method: 'GET', path: '/extractors/.+/versions/.+' },
			cancel: { method: 'POST', path: '/extract_runs/[^/]+/cancel' },
		},
	},
	batch: {
		parameters: { resource: 'batch', operation: 'start', runType: 'extract_run', ...extractor },
		options: {},
		kind: 'extract_run',
		steps: {
			upload,
			create: { method: 'POST', path: '/extract_runs/batch' },
			poll: { method: 'GET', path: '/batch_runs/[^/]+' },
			list: { method: 'GET', path: '/extract_runs' },
			result: { method: 'GET', path: '/extract_runs' },
		},
	},
	workflow: {
		parameters: { resource: 'workflow', operation: 'run', workflow: locator(seededIds.plain) },
		options: {},
		kind: 'workflow_run',
		steps: {
			upload,
			create: { method: 'POST', path: '/workflow_runs' },
			poll: { method: 'GET', path: '/workflow_runs/[^/]+' },
			list: { method: 'GET', path: '/workflow_runs' },
			cancel: { method: 'POST', path: '/workflow_runs/[^/]+/cancel' },
		},
	},
	edit: {
		parameters: {
			operation: 'edit',
			fillUsing: 'instructions',
			instructions: 'Full name: Ada Lovelace',
		},
		options: {},
		kind: 'edit_run',
		isNotRecoverable: true,
		steps: {
			upload,
			create: { method: 'POST', path: '/edit_runs' },
			poll: { method: 'GET', path: '/edit_runs/[^/]+' },
			result: { method: 'GET', path: '/__files/files/[^/]+' },
		},
	},
} as const satisfies Record<string, Mode>;

export type ModeName = keyof typeof MODES;
export const getMode = (name: ModeName): Mode => MODES[name];
export const getSteps = (name: ModeName) => Object.keys(MODES[name].steps) as Step[];
