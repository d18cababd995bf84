import type { FastifyInstance } from 'fastify';
import { classifiers } from '../processors/classifiers.mts';
import { extractors } from '../processors/extractors.mts';
import { registerProcessorRoutes } from '../processors/routes.mts';
import { splitters } from '../processors/splitters.mts';
import { classifyRuns } from '../runs/kinds/classifyRuns.mts';
import { editRuns } from '../runs/kinds/editRuns.mts';
import { extractRuns } from '../runs/kinds/extractRuns.mts';
import { formDetectionRuns } from '../runs/kinds/formDetectionRuns.mts';
import { parseRuns } from '../runs/kinds/parseRuns.mts';
import { splitRuns } from '../runs/kinds/splitRuns.mts';
import { verifyRuns } from '../runs/kinds/verifyRuns.mts';
import { registerRunRoutes } from '../runs/routes.mts';
import type { State } from '../state/state.mts';
import { registerBatches } from './batches.mts';
import { registerEvaluationSets } from './evaluationSets.mts';
import { registerFiles } from './files.mts';
import { registerPresignedDownloads } from './presignedDownloads.mts';
import { registerWebhookEndpoints } from './webhookEndpoints.mts';
import { registerWebhookSubscriptions } from './webhookSubscriptions.mts';
import { registerWorkflowRuns } from './workflowRunUpdates.mts';
import { registerWorkflows } from './workflows.mts';

/** Registers all API routes. A new resource needs one file and one line here. */
export function registerResources(app: FastifyInstance, state: State): void {
	registerFiles(app, state);
	registerPresignedDownloads(app, state);
	registerProcessorRoutes(app, state, extractors);
	registerProcessorRoutes(app, state, classifiers);
	registerProcessorRoutes(app, state, splitters);
	registerRunRoutes(app, state, extractRuns);
	registerRunRoutes(app, state, classifyRuns);
	registerRunRoutes(app, state, splitRuns);
	registerRunRoutes(app, state, parseRuns);
	registerRunRoutes(app, state, editRuns);
	registerRunRoutes(app, state, formDetectionRuns);
	registerRunRoutes(app, state, verifyRuns);
	registerEvaluationSets(app, state);
	registerWorkflows(app, state);
	registerWorkflowRuns(app, state);
	registerBatches(app, state);
	registerWebhookEndpoints(app, state);
	registerWebhookSubscriptions(app, state);
}
