import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { Document } from '../../demoReader/layout/documentReader.mts';
import {
	findParseConfigConflict,
	normalizeParseConfig,
	parseConfigSchema,
} from '../../validation/parseConfig.mts';
import { createParseOutput } from '../../demoReader/parsing/parseOutput.mts';
import { validateFileInput, fileInputSchema } from '../../resources/fileInput.mts';
import type { RunScript } from '../runScripts.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { invalidRequest } from '../../server/apiError.mts';
import { createPresignedUrl } from '../../server/presignedUrls.mts';
import { parseRequest } from '../../validation/parseRequest.mts';
import { computeUsage } from '../usage.mts';
import type { RunKind } from '../types.mts';
import { createFilterSchema } from '../filterValues.mts';
import { runFilterFields } from '../listRuns.mts';
import { normalizeMetadata } from '../metadata.mts';
import { createFileRunRecord } from './fileRun.mts';
import { processRun, createFailure, toSpecificFailure } from '../processRun.mts';

const bodySchema = z
	.object({
		file: fileInputSchema,
		config: parseConfigSchema.optional(),
		metadata: z.record(z.string(), z.unknown()).optional(),
		dataRetention: z
			.object({ mode: z.enum(['workspace_default', 'zero']).optional() })
			.strict()
			.optional(),
	})
	.strict();

const pageSizeSchema = runFilterFields.maxPageSize;
// `limit` is what the official command line tool sends; the SDK does not know it.
const listQuerySchema = z
	.object({
		...runFilterFields,
		limit: pageSizeSchema,
		status: createFilterSchema('parseRunStatus'),
		sourceId: z.string().optional(),
		source: createFilterSchema('parseRunSource'),
	})
	.strict();

function buildResult(
	state: State,
	run: Extend.ParseRun,
	file: StoredFile,
	document: Document,
	script: RunScript,
): Partial<Extend.ParseRun> {
	const conflict = findParseConfigConflict(run.config);
	if (conflict) return createFailure('INVALID_CONFIG_OPTIONS', conflict);
	const began = performance.now();
	const output = (script.output ??
		createParseOutput(state, file, document, run.config)) as Extend.ParseRunOutput;
	file.pageCount = document.pageCount;
	file.parseRunId ??= run.id;
	return {
		status: 'PROCESSED',
		output,
		metrics: {
			processingTimeMs: Math.ceil(performance.now() - began),
			pageCount: document.pageCount,
		},
		usage: computeUsage({
			run,
			product: run.config.engine ?? 'parse_performance',
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
	body: bodySchema,
	sync: { path: '/parse', failureAs: 'http' },
	cancellable: ['PROCESSING'],
	query: z.object({ responseType: z.enum(['json', 'url']).optional() }).strict(),
	toResponse: (state, { record }, { responseType }) =>
		responseType === 'url' && record.output
			? { ...record, output: null, outputUrl: createPresignedUrl(state, `outputs/${record.id}`) }
			: record,
	list: {
		query: listQuerySchema,
		omittedKeys: ['output', 'outputUrl', 'config'],
		extraKeys: ({ createdAt, updatedAt }) => ({ createdAt, updatedAt }),
		batchOverridesSource: true,
		pageSize: ({ behavior: { parseListReads } }, { maxPageSize, limit }) => {
			const read = { maxPageSize, limit, both: limit ?? maxPageSize }[parseListReads];
			return read as number | undefined;
		},
	},
	prepare(state, data, { batchId }) {
		const request = parseRequest(bodySchema, data);
		// Only parse batches accept text.
		validateFileInput(state, request.file, 'file', batchId !== undefined);
		const metadata = normalizeMetadata(request.metadata);
		const zeroRetention = request.dataRetention?.mode === 'zero';
		if (zeroRetention && !state.behavior.zeroRetention)
			throw invalidRequest(
				'Zero data retention is not available for this organization',
				'dataRetention.mode',
			);
		return {
			zeroRetention,
			inputs: [request.file],
			record: (started) => ({
				object: 'parse_run',
				...createFileRunRecord(state, started, request.file),
				batchId: batchId ?? null,
				metadata,
				outputUrl: null,
				config: normalizeParseConfig(request.config as Extend.ParseConfig | undefined),
			}),
			process: (run, script) =>
				processRun(state, {
					run,
					inputs: [request.file],
					script,
					buildResult: ([file], [document]) => buildResult(state, run, file, document, script),
					toFailure: toSpecificFailure,
				}),
		};
	},
};
