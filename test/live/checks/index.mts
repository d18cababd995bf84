import type { Assumption } from '../types.mts';
import { batchChecks } from './batches.mts';
import { beyondChecks } from './beyond.mts';
import { configChecks } from './configs.mts';
import { extractorChecks } from './extractors.mts';
import { fileChecks } from './files.mts';
import { httpChecks } from './http.mts';
import { listChecks } from './lists.mts';
import { resultChecks } from './results.mts';
import { runChecks } from './runs.mts';
import { webhookChecks } from './webhooks.mts';

/** Every assumption about Extend that its documents leave open, by subject. */
export const ASSUMPTIONS: Readonly<Record<string, Assumption[]>> = {
	Requests: httpChecks,
	Lists: listChecks,
	Runs: runChecks,
	Batches: batchChecks,
	'Configurations and schemas': configChecks,
	Extractors: extractorChecks,
	Results: resultChecks,
	Files: fileChecks,
	Webhooks: webhookChecks,
	'Beyond the nodes': beyondChecks,
};

export const ALL_ASSUMPTIONS: Assumption[] = Object.values(ASSUMPTIONS).flat();
