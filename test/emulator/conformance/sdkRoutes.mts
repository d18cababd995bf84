/** Which call of the SDK is which endpoint. */

const RUNS = { create: 'POST ', retrieve: 'GET /:id', delete: 'DELETE /:id' };
const LISTED_RUNS = {
	...RUNS,
	list: 'GET ',
	cancel: 'POST /:id/cancel',
	createBatch: 'POST /batch',
};
const PROCESSORS = { list: 'GET ', create: 'POST ', retrieve: 'GET /:id', update: 'POST /:id' };
const VERSIONS = { list: 'GET ', create: 'POST ', retrieve: 'GET /:version' };
const ALL = { ...PROCESSORS, delete: 'DELETE /:id' };

const GROUPS: Array<[resource: string, path: string, calls: Record<string, string>]> = [
	[
		'files',
		'/files',
		{ list: 'GET ', retrieve: 'GET /:id', delete: 'DELETE /:id', upload: 'POST /upload' },
	],
	['extractRuns', '/extract_runs', LISTED_RUNS],
	['classifyRuns', '/classify_runs', LISTED_RUNS],
	['splitRuns', '/split_runs', LISTED_RUNS],
	['parseRuns', '/parse_runs', LISTED_RUNS],
	['workflowRuns', '/workflow_runs', { ...LISTED_RUNS, update: 'POST /:id' }],
	['editRuns', '/edit_runs', RUNS],
	['formDetectionRuns', '/form_detection_runs', { create: 'POST ', retrieve: 'GET /:id' }],
	['evaluationSets', '/evaluation_sets', { list: 'GET ', create: 'POST ', retrieve: 'GET /:id' }],
	[
		'evaluationSetItems',
		'/evaluation_sets/:id/items',
		{
			list: 'GET ',
			create: 'POST ',
			retrieve: 'GET /:item',
			update: 'POST /:item',
			delete: 'DELETE /:item',
		},
	],
	['batchRuns', '/batch_runs', { get: 'GET /:id' }],
	['extractors', '/extractors', PROCESSORS],
	['extractorVersions', '/extractors/:id/versions', VERSIONS],
	['classifiers', '/classifiers', PROCESSORS],
	['classifierVersions', '/classifiers/:id/versions', VERSIONS],
	['splitters', '/splitters', PROCESSORS],
	['splitterVersions', '/splitters/:id/versions', VERSIONS],
	['workflows', '/workflows', PROCESSORS],
	['workflowVersions', '/workflows/:id/versions', VERSIONS],
	['webhookEndpoints', '/webhook_endpoints', ALL],
	['webhookSubscriptions', '/webhook_subscriptions', ALL],
];

/** `extractRuns.create` to `POST /extract_runs`, for all calls that the emulator offers. */
export const sdkRoutes: ReadonlyMap<string, string> = new Map([
	['detectForm', 'POST /detect_form'] as [string, string],
	...['extract', 'classify', 'split', 'parse', 'edit'].map(
		(call) => [call, `POST /${call}`] as [string, string],
	),
	...GROUPS.flatMap(([resource, path, calls]) =>
		Object.entries(calls).map(([name, route]): [string, string] => {
			const [method, rest] = route.split(' ');
			return [`${resource}.${name}`, `${method} ${path}${rest}`];
		}),
	),
]);

/** Calls that the emulator does not offer, and why. */
export const notOffered: Readonly<Record<string, string>> = {
	'batchProcessorRun.*': 'endpoints of older API versions',
	'processor.*': 'endpoints of older API versions',
	'processorRun.*': 'endpoints of older API versions',
	'processorVersion.*': 'endpoints of older API versions',
	'editSchemas.generate': 'replaced by form detection',
	'editTemplates.retrieve': 'templates are made in the dashboard only',
	'evaluationSetRuns.*': 'nothing is evaluated here',
};

/** Endpoints that are newer than the SDK. */
export const newerRoutes = [
	'GET /edit_runs',
	'POST /verify',
	'POST /verify_runs',
	'GET /verify_runs',
	'GET /verify_runs/:id',
	'POST /verify_runs/:id/cancel',
	'DELETE /verify_runs/:id',
];
