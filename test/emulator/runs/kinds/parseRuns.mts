import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { Document } from '../../demoReader/layout/documentReader.mts';
import { normaliseParseConfig, parseConfig } from '../../validation/parseConfig.mts';
import { parseOutput } from '../../demoReader/parsing/parseOutput.mts';
import { checkInput, fileInput } from '../../resources/fileInput.mts';
import type { RunScript } from '../runScripts.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { presign } from '../../server/presignedUrls.mts';
import { parse } from '../../validation/parseRequest.mts';
import { bill } from '../usage.mts';
import type { RunKind } from '../types.mts';
import { runFilters } from '../listRuns.mts';
import { checkMetadata } from '../metadata.mts';
import { newFileRun } from './fileRun.mts';
import { doWork, failure, namedFailure } from '../processRun.mts';

const body = z
	.object({
		file: fileInput,
		config: parseConfig.optional(),
		metadata: z.record(z.string(), z.unknown()).optional(),
		dataRetention: z.object({ mode: z.enum(['workspace_default', 'zero']) }).optional(),
	})
	.passthrough();

const size = runFilters.maxPageSize;
const listQuery = z.object({
	...runFilters,
	limit: size,
	status: z.enum(['PENDING', 'PROCESSING', 'PROCESSED', 'FAILED', 'CANCELLED']).optional(),
	sourceId: z.string().optional(),
	source: z
		.enum([
			'API',
			'STUDIO',
			'WORKFLOW_RUN',
			'ADMIN',
			'BATCH_PARSER_RUN',
			'EDIT_RUN',
			'DOCUMENT_PROCESSOR_RUN',
		])
		.optional(),
});

function answer(
	state: State,
	run: Extend.ParseRun,
	file: StoredFile,
	document: Document,
	script: RunScript,
): Partial<Extend.ParseRun> {
	const { target, chunkingStrategy, engine = 'parse_performance' } = run.config;
	if (target === 'spatial' && !['page', undefined].includes(chunkingStrategy?.type))
		return failure(
			'INVALID_CONFIG_OPTIONS',
			`Chunks of type ${chunkingStrategy?.type} are not supported for the spatial target.`,
		);
	const began = performance.now();
	const output = (script.output ??
		parseOutput(state, file, document, run.config)) as Extend.ParseRunOutput;
	file.pageCount = document.pageCount;
	file.parseRunId ??= run.id;
	return {
		status: 'PROCESSED',
		output,
		metrics: {
			processingTimeMs: Math.ceil(performance.now() - began),
			pageCount: document.pageCount,
		},
		usage: bill({
			run,
			product: engine,
			creditsPerPage: 1,
			files: [file],
		}),
	};
}

/** `/parse` and `/parse_runs`. */
export const parseRuns: RunKind<Extend.ParseRun> = {
	kind: 'parse_run',
	prefix: 'pr',
	path: '/parse_runs',
	sync: { path: '/parse', failureAs: 'http' },
	cancel: true,
	query: z.object({ responseType: z.enum(['json', 'url']).optional() }),
	object: (state, { record }, { responseType }) =>
		responseType === 'url' && record.output
			? { ...record, output: null, outputUrl: presign(state, `outputs/${record.id}`) }
			: record,
	list: {
		query: listQuery,
		without: ['output', 'outputUrl', 'config'],
		more: ({ createdAt, updatedAt }) => ({ createdAt, updatedAt }),
		batchOverSource: true,
		pageSize: ({ behaviour: { parseListReads } }, { maxPageSize, limit }) => {
			const read = { maxPageSize, limit, both: limit ?? maxPageSize }[parseListReads];
			return read as number | undefined;
		},
	},
	want(state, data, { batchId }) {
		const request = parse(body, data);
		// Only batches of parse take text.
		checkInput(state, request.file, 'file', batchId !== undefined);
		const metadata = checkMetadata(request.metadata);
		return {
			inputs: [request.file],
			record: (started) => ({
				object: 'parse_run',
				...newFileRun(state, started, request.file),
				batchId: batchId ?? null,
				metadata,
				outputUrl: null,
				config: normaliseParseConfig(request.config as Extend.ParseConfig | undefined),
			}),
			work: (run, script) =>
				doWork(state, {
					run,
					inputs: [request.file],
					script,
					answer: ([file], [document]) => answer(state, run, file, document, script),
					failed: namedFailure,
				}),
		};
	},
};
