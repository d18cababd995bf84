import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { checkConfig, extractConfig, normaliseConfig } from '../config.mts';
import { processExtract } from '../extract-work.mts';
import { newId } from '../ids.mts';
import { isTerminal, polled, startRun, type LiveRun } from '../life.mts';
import { pause } from '../pause.mts';
import { page, pageQuery, sortQuery } from '../paging.mts';
import { Problem, invalid, notFound } from '../problem.mts';
import type { State } from '../state.mts';
import { parse } from '../validate.mts';
import { withoutNulls } from '../without-nulls.mts';
import { extractorSummary, findExtractor, findVersion, versionSummary } from './extractors.mts';
import { fileSummary, findFile } from './files.mts';
import { checkInput, fileInput, inputName, type FileInput } from './sources.mts';

type ExtractRun = LiveRun<Extend.ExtractRun>;

const body = z
	.object({
		file: fileInput.optional(),
		package: z.object({ files: z.array(fileInput).min(1).max(50) }).optional(),
		extractor: z
			.object({
				id: z.string(),
				version: z.string().optional(),
				overrideConfig: extractConfig.optional(),
			})
			.optional(),
		config: extractConfig.optional(),
		metadata: z.record(z.string(), z.unknown()).optional(),
		priority: z.number().optional(),
	})
	.passthrough();
type Body = z.infer<typeof body>;

/** Bytes of metadata that the API takes. */
const metadataLimit = 10 * 1024;

function checkMetadata(metadata: Record<string, unknown> | undefined): Extend.RunMetadata | null {
	if (!metadata) return null;
	if (Buffer.byteLength(JSON.stringify(metadata)) > metadataLimit)
		throw invalid('Metadata must not exceed 10 KB', 'metadata');
	const tags = metadata['extend:usage_tags'];
	if (tags === undefined) return metadata;
	if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string'))
		throw invalid('Usage tags must be a list of strings', 'metadata.extend:usage_tags');
	return {
		...metadata,
		'extend:usage_tags': tags.map((tag: string) => tag.replace(/[^\w-]/g, '')),
	};
}

function inputsOf(state: State, { file, package: several }: Body): FileInput[] {
	if (!file === !several) throw invalid('Exactly one of file and package must be provided');
	if (file) {
		checkInput(state, file, 'file', true);
		return [file];
	}
	several!.files.forEach((one, i) => checkInput(state, one, `package.files.${i}`, false));
	return several!.files;
}

/** The config the run works with, and where it came from. Keys of an override replace those of the version. */
function configOf(state: State, { extractor: reference, config }: Body) {
	if (reference && config) throw invalid('Provide either extractor or config, not both');
	checkConfig(config, 'config');
	checkConfig(reference?.overrideConfig, 'extractor.overrideConfig');
	if (!reference)
		return { config: normaliseConfig(config ?? {}), extractor: null, extractorVersion: null };
	const extractor = findExtractor(state, reference.id);
	const version = findVersion(extractor, reference.version);
	return {
		config: normaliseConfig({ ...version.config, ...reference.overrideConfig }),
		extractor: extractorSummary(extractor),
		extractorVersion: versionSummary(extractor.id, version),
	};
}

/** Creates the run that `data` asks for; validation throws, everything later is an outcome of the run. */
export function createExtractRun(state: State, data: unknown, sync: boolean): ExtractRun {
	const request = parse(body, data);
	const inputs = inputsOf(state, request);
	const origin = configOf(state, request);
	const metadata = checkMetadata(request.metadata);
	const id = newId('exr');
	const at = new Date().toISOString();
	const script = state.scripts.take(
		inputs.map((input) => inputName(state, input)),
		metadata,
	);
	const record: Extend.ExtractRun = {
		object: 'extract_run',
		id,
		status: sync ? 'PROCESSING' : state.behaviour.initialStatus,
		output: null,
		initialOutput: null,
		reviewedOutput: null,
		failureReason: null,
		failureMessage: null,
		metadata,
		reviewed: false,
		edited: false,
		edits: null,
		...origin,
		// a URL or a text becomes a file when the run fetches it
		file: request.file?.id ? fileSummary(findFile(state, request.file.id)) : null,
		files: null,
		parseRunId: null,
		dashboardUrl: `https://dashboard.extend.ai/runs/${id}`,
		usage: null,
		createdAt: at,
		updatedAt: at,
	};
	const work = () => processExtract(state, record, inputs, request.package !== undefined, script);
	const run = startRun(state.behaviour, {
		seq: state.next(),
		record,
		script,
		work,
		sync,
		signal: state.closing.signal,
	});
	const lag = state.faults.lag();
	if (lag) {
		run.hiddenLists = lag.lists ?? 0;
		run.hiddenUntil = lag.ms ? Date.now() + lag.ms : 0;
	}
	state.extractRuns.set(id, run);
	return run;
}

export const extractRunObject = (state: State, run: ExtractRun): Extend.ExtractRun =>
	withoutNulls(state, { ...run.record, ...run.script.extra });

function extractRunSummary(state: State, run: ExtractRun): Extend.ExtractRunSummary {
	const { output, initialOutput, reviewedOutput, edits, config, usage, ...rest } = {
		...run.record,
		...run.script.extra,
	};
	const { credits, totalCredits } = usage ?? {};
	return withoutNulls(state, {
		...rest,
		usage: credits === undefined ? null : { credits, totalCredits },
	});
}

function find(state: State, id: string): ExtractRun {
	const run = state.extractRuns.get(id);
	if (!run || run.deleted) throw notFound(`Extract run ${id}`);
	return run;
}

const failureStatus: Record<string, number> = {
	FAILED_TO_PROCESS_FILE: 422,
	SCHEMA_GENERATION_FAILED: 422,
	INVALID_PROCESSOR: 400,
	INVALID_CONFIGURATION: 400,
	OUT_OF_CREDITS: 402,
};

/** Waits for a run until the limit of synchronous calls; false: the limit came first. */
async function endedInTime(state: State, run: ExtractRun): Promise<boolean> {
	const { syncLimitMs } = state.behaviour;
	const ended = run.ended.then(() => true);
	if (syncLimitMs === null) return await ended;
	const stop = new AbortController();
	try {
		const signal = AbortSignal.any([stop.signal, state.closing.signal]);
		return await Promise.race([ended, pause(syncLimitMs, signal).then(() => false)]);
	} finally {
		stop.abort();
	}
}

async function extractNow(
	state: State,
	data: unknown,
	reply: FastifyReply,
): Promise<Extend.ExtractRun> {
	const run = createExtractRun(state, data, true);
	if (!(await endedInTime(state, run)) && state.behaviour.syncLimitAs !== 'processing') {
		const drop = state.behaviour.syncLimitAs === 'drop';
		const status = drop ? 504 : Number(state.behaviour.syncLimitAs);
		throw new Problem(status, 'REQUEST_TIMEOUT', 'The request took too long.', { drop });
	}
	const { status, failureReason, failureMessage } = run.record;
	if (status === 'FAILED' && state.behaviour.syncFailureAs === 'http') {
		const code = failureReason ?? 'INTERNAL_ERROR';
		throw new Problem(failureStatus[code] ?? 500, code, failureMessage ?? 'The run failed.');
	}
	reply.code(200);
	return extractRunObject(state, run);
}

const listQuery = z.object({
	...pageQuery,
	...sortQuery,
	status: z.enum(['PENDING', 'PROCESSING', 'PROCESSED', 'FAILED', 'CANCELLED']).optional(),
	extractorId: z.string().optional(),
	batchId: z.string().optional(),
	sourceId: z.string().optional(),
	source: z
		.enum([
			'ADMIN',
			'BATCH_PROCESSOR_RUN',
			'PLAYGROUND',
			'WORKFLOW_CONFIGURATION',
			'WORKFLOW_RUN',
			'STUDIO',
			'API',
		])
		.optional(),
	fileNameContains: z.string().optional(),
});

function listed(state: State, query: z.infer<typeof listQuery>): ExtractRun[] {
	const now = Date.now();
	return [...state.extractRuns.values()].filter((run) => {
		const { record } = run;
		if (run.deleted || run.hiddenUntil > now || run.hiddenLists > 0) return false;
		if (query.status && record.status !== query.status) return false;
		if (query.extractorId && record.extractor?.id !== query.extractorId) return false;
		if (query.source && run.source !== query.source) return false;
		if (query.batchId && run.batchId !== query.batchId) return false;
		if (query.sourceId && run.sourceId !== query.sourceId) return false;
		const names = [record.file, ...(record.files ?? [])].map(
			(file) => file?.name.toLowerCase() ?? '',
		);
		return (
			!query.fileNameContains ||
			names.some((name) => name.includes(query.fileNameContains!.toLowerCase()))
		);
	});
}

/** `/extract` and `/extract_runs`. */
export function extractRunsResource(app: FastifyInstance, state: State) {
	app.post('/extract', async (request, reply) => await extractNow(state, request.body, reply));

	app.post('/extract_runs', async (request) =>
		extractRunObject(state, createExtractRun(state, request.body, false)),
	);

	app.get('/extract_runs', async (request): Promise<Extend.ExtractRunsListResponse> => {
		const query = parse(listQuery, request.query);
		const found = listed(state, query).map((run) => ({
			run,
			id: run.id,
			seq: run.seq,
			createdAt: run.record.createdAt,
			updatedAt: run.record.updatedAt,
		}));
		const { slice, ...rest } = page(found, query, state.behaviour.defaultPageSize);
		for (const run of state.extractRuns.values())
			run.hiddenLists = Math.max(0, run.hiddenLists - 1);
		return { object: 'list', data: slice.map(({ run }) => extractRunSummary(state, run)), ...rest };
	});

	app.get<{ Params: { id: string } }>('/extract_runs/:id', async ({ params }) => {
		const run = find(state, params.id);
		if (!isTerminal(run)) await polled(state.behaviour, run);
		return extractRunObject(state, run);
	});

	app.post<{ Params: { id: string } }>('/extract_runs/:id/cancel', async ({ params }) => {
		const run = find(state, params.id);
		run.cancel();
		return extractRunObject(state, run);
	});

	app.delete<{ Params: { id: string } }>('/extract_runs/:id', async ({ params }) => {
		find(state, params.id).deleted = true;
		return { id: params.id };
	});
}
