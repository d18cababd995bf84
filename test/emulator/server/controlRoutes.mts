import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Fault } from '../faults/faultQueue.mts';
import type { RunScript } from '../runs/runScripts.mts';
import { findFile } from '../resources/files.mts';
import { endBatch } from '../resources/batches.mts';
import { getCounts, getSnapshot } from '../state/inspection.mts';
import { purgeFile } from '../state/retention.mts';
import type { State } from '../state/state.mts';
import { parseRequest } from '../validation/parseRequest.mts';
import { reviewRun } from '../workflows/reviewRun.mts';
import { deliverEvent } from '../webhooks/deliverEvent.mts';
import { findEndpoint } from '../webhooks/store.mts';

const nonNegative = z.number().min(0);
const behaviorSchema = z
	.object({
		latencyMs: nonNegative,
		pollsUntilDone: nonNegative.nullable(),
		initialStatus: z.enum(['PROCESSING', 'PENDING']),
		syncFailureAs: z.enum(['run', 'http']),
		syncLimitMs: nonNegative.nullable(),
		syncLimitAs: z.union([
			z.literal(500),
			z.literal(504),
			z.literal('drop'),
			z.literal('processing'),
		]),
		requestsPerSecond: nonNegative.nullable(),
		readsPerSecond: nonNegative.nullable(),
		writesPerSecond: nonNegative.nullable(),
		runsPerSecond: nonNegative.nullable(),
		runsPerMinute: nonNegative.nullable(),
		minuteMs: z.number().min(1),
		limitWindows: z.enum(['sliding', 'fixed']),
		retryAfter: z.enum(['seconds', 'date', 'none']),
		zeroRetention: z.boolean(),
		verify: z.boolean(),
		organizationKey: z.boolean(),
		readDocuments: z.boolean(),
		omitNulls: z.boolean(),
		presignedUrlMs: z.number(),
		localWebhooks: z.boolean(),
		webhookTimeoutMs: nonNegative,
		webhookRetriesMs: z.array(nonNegative),
		defaultPageSize: z.number().int().min(1).max(100),
		parseListReads: z.enum(['maxPageSize', 'limit', 'both']),
	})
	.partial()
	.strict();

const deliverySchema = z.object({
	endpointId: z.string(),
	eventType: z.string(),
	payload: z.record(z.string(), z.unknown()),
	eventId: z.string().optional(),
	tamper: z.enum(['signature', 'timestamp', 'secret', 'body']).optional(),
	timestamp: z.number().optional(),
});

/** without an ID: the next batch */
const batchEndSchema = z
	.object({ batchId: z.string().optional(), endedAs: z.enum(['FAILED', 'CANCELLED']) })
	.strict();

const purgeSchema = z.object({ fileId: z.string() }).strict();

const reviewSchema = z.object({
	runId: z.string(),
	approve: z.boolean(),
	changes: z.record(z.string(), z.unknown()).optional(),
	notes: z.record(z.string(), z.string()).optional(),
	by: z.string().optional(),
	note: z.string().optional(),
});

/**
 * `/__emulator`: scripting and inspection over HTTP. It needs no key, because the server listens on loopback
 * only.
 */
export function registerControlRoutes(app: FastifyInstance, state: State) {
	app.post('/__emulator/faults', async ({ body }) => {
		for (const fault of Array.isArray(body) ? body : [body]) state.faults.add(fault as Fault);
		return { faults: state.faults.list() };
	});
	app.get('/__emulator/faults', async () => ({ faults: state.faults.list() }));
	app.delete('/__emulator/faults', async () => {
		state.faults.clear();
		return { faults: [] };
	});
	app.post('/__emulator/runs', async ({ body }) => {
		for (const script of Array.isArray(body) ? body : [body])
			state.scripts.add(script as RunScript);
		return { ok: true };
	});
	app.delete('/__emulator/runs', async () => {
		state.scripts.clear();
		return { ok: true };
	});
	app.post('/__emulator/options', async ({ body }) =>
		Object.assign(state.behavior, parseRequest(behaviorSchema, body)),
	);
	app.post('/__emulator/batches', async ({ body }) => {
		const { batchId, endedAs } = parseRequest(batchEndSchema, body);
		if (batchId) endBatch(state, batchId, endedAs);
		else state.nextBatchEnds.push(endedAs);
		return { ok: true };
	});
	app.post('/__emulator/purge', async ({ body }) => {
		purgeFile(findFile(state, parseRequest(purgeSchema, body).fileId));
		return { ok: true };
	});
	app.get('/__emulator/deliveries', async () => ({ deliveries: state.deliveries }));
	app.post('/__emulator/deliver', async ({ body }) => {
		const { endpointId, eventType, payload, ...forged } = parseRequest(deliverySchema, body);
		return await deliverEvent(state, findEndpoint(state, endpointId), eventType, payload, forged);
	});
	app.post('/__emulator/review', async ({ body }) => {
		const { runId, ...decision } = parseRequest(reviewSchema, body);
		reviewRun(state, runId, decision);
		return { ok: true };
	});
	app.post('/__emulator/reset', async () => {
		state.reset();
		return { ok: true };
	});
	app.get('/__emulator/counts', async () => ({ counts: getCounts(state) }));
	app.get('/__emulator/state', async () => getSnapshot(state));
}
