import type { FastifyInstance } from 'fastify';
import { classifiers } from '../processors/classifiers.mts';
import { extractors } from '../processors/extractors.mts';
import { processorRoutes } from '../processors/routes.mts';
import { splitters } from '../processors/splitters.mts';
import { classifyRuns } from '../runs/kinds/classifyRuns.mts';
import { editRuns } from '../runs/kinds/editRuns.mts';
import { extractRuns } from '../runs/kinds/extractRuns.mts';
import { parseRuns } from '../runs/kinds/parseRuns.mts';
import { splitRuns } from '../runs/kinds/splitRuns.mts';
import { runRoutes } from '../runs/routes.mts';
import type { State } from '../state/state.mts';
import { batchesResource } from './batches.mts';
import { filesResource } from './files.mts';
import { storageResource } from './presignedDownloads.mts';
import { webhookEndpointsResource } from './webhookEndpoints.mts';
import { webhookSubscriptionsResource } from './webhookSubscriptions.mts';
import { workflowRunsResource } from './workflowRunUpdates.mts';
import { workflowsResource } from './workflows.mts';

/** Registers every route of the API. A new resource is one file and one line here. */
export function registerResources(app: FastifyInstance, state: State): void {
	filesResource(app, state);
	storageResource(app, state);
	processorRoutes(app, state, extractors);
	processorRoutes(app, state, classifiers);
	processorRoutes(app, state, splitters);
	runRoutes(app, state, extractRuns);
	runRoutes(app, state, classifyRuns);
	runRoutes(app, state, splitRuns);
	runRoutes(app, state, parseRuns);
	runRoutes(app, state, editRuns);
	workflowsResource(app, state);
	workflowRunsResource(app, state);
	batchesResource(app, state);
	webhookEndpointsResource(app, state);
	webhookSubscriptionsResource(app, state);
}
