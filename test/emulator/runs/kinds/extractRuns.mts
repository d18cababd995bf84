import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { extractConfigSchema } from '../../validation/extractConfig.mts';
import { selectPages, type Document } from '../../demoReader/layout/documentReader.mts';
import { extractFields } from '../../demoReader/extraction/extractFields.mts';
import { inferSchema } from '../../demoReader/extraction/inferSchema.mts';
import { sortQueryFields } from '../../server/pagination.mts';
import { invalidRequest } from '../../server/apiError.mts';
import { extractors } from '../../processors/extractors.mts';
import { validateFileInput, fileInputSchema, type FileInput } from '../../resources/fileInput.mts';
import { normalizeExtractSchema } from '../../validation/extractSchema.mts';
import type { RunScript } from '../runScripts.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { parseRequest } from '../../validation/parseRequest.mts';
import { ensureParsed } from '../internalParse.mts';
import { computeUsage } from '../usage.mts';
import type { RunKind } from '../types.mts';
import { processorRunFilterFields } from '../listRuns.mts';
import { normalizeMetadata } from '../metadata.mts';
import {
	createProcessorRunRecord,
	SUMMARY_OMITTED_KEYS,
	resolveProcessorConfig,
	createProcessorRunSchema,
	type ProcessorReference,
} from './processorRun.mts';
import { processRun, createFailure, toProcessingFailure } from '../processRun.mts';

type ExtractConfig = Extend.ExtractConfigJson;

const bodySchema = z
	.object({
		...createProcessorRunSchema(extractors, extractConfigSchema),
		package: z
			.object({ files: z.array(fileInputSchema).min(1).max(50) })
			.strict()
			.optional(),
	})
	.strict();

interface RequestBody {
	file?: FileInput;
	package?: { files: FileInput[] };
	extractor?: ProcessorReference<ExtractConfig>;
	config?: ExtractConfig;
	metadata?: Record<string, unknown>;
}

function collectInputs(state: State, { file, package: several }: RequestBody): FileInput[] {
	if (!file === !several) throw invalidRequest('Exactly one of file and package must be provided');
	if (file) {
		validateFileInput(state, file, 'file', true);
		return [file];
	}
	several!.files.forEach((one, i) => validateFileInput(state, one, `package.files.${i}`, false));
	return several!.files;
}

const CREDITS_PER_PAGE: Record<string, number> = { extraction_light: 1, extraction_performance: 2 };

function buildResult(
	state: State,
	run: Extend.ExtractRun,
	files: StoredFile[],
	documents: Document[],
	script: RunScript,
): Partial<Extend.ExtractRun> {
	const config = run.config as ExtractConfig;
	const { advancedOptions, parseConfig } = config;
	const parsed = parseConfig?.advancedOptions?.pageRanges;
	const pages = selectPages(documents, advancedOptions?.pageRanges, parsed);
	const schema = config.schema ?? inferSchema({ ...documents[0], pages });
	if (!schema && script.output === undefined) {
		return createFailure(
			'SCHEMA_GENERATION_FAILED',
			'No schema could be derived from the document.',
		);
	}
	const { parsedFiles, parseRunId } = ensureParsed(state, files, documents, parseConfig);
	const images = documents.every(({ image }) => image);
	const product = config.baseProcessor ?? 'extraction_performance';
	return {
		status: 'PROCESSED',
		config: schema ? { ...config, schema: normalizeExtractSchema(schema) } : config,
		output: (script.output ??
			extractFields(pages, schema!, advancedOptions ?? {}, images)) as Extend.ExtractOutput,
		parseRunId,
		usage: computeUsage({
			run,
			product,
			creditsPerPage: CREDITS_PER_PAGE[product] ?? 2,
			files,
			parsedFiles,
			parseRunId,
		}),
	};
}

/** `/extract` and `/extract_runs`. */
export const extractRuns: RunKind<Extend.ExtractRun> = {
	kind: 'extract_run',
	prefix: 'exr',
	path: '/extract_runs',
	body: bodySchema,
	sync: { path: '/extract' },
	cancellable: ['PROCESSING'],
	list: {
		query: z
			.object({
				...processorRunFilterFields,
				...sortQueryFields,
				extractorId: z.string().optional(),
			})
			.strict(),
		omittedKeys: SUMMARY_OMITTED_KEYS,
		matches: ({ record }, { extractorId }) => !extractorId || record.extractor?.id === extractorId,
	},
	prepare(state, data) {
		const request = parseRequest(bodySchema, data) as RequestBody;
		const inputs = collectInputs(state, request);
		const origin = resolveProcessorConfig(
			state,
			extractors,
			{ reference: request.extractor, config: request.config },
			{},
		);
		if (origin.config.baseProcessor === 'extraction_operator' && inputs.length > 1)
			throw invalidRequest('extraction_operator supports a single file only', 'package.files');
		const metadata = normalizeMetadata(request.metadata);
		return {
			inputs,
			record: (started, at) =>
				({
					object: 'extract_run',
					...createProcessorRunRecord(state, started, at, request.file),
					...origin,
					metadata,
					edits: null,
					files: null,
				}) as Extend.ExtractRun,
			process: (run, script) =>
				processRun(state, {
					run,
					inputs,
					script,
					isPackage: request.package !== undefined,
					buildResult: (files, documents) => buildResult(state, run, files, documents, script),
					toFailure: (error) => ({ ...toProcessingFailure(error), files: null }),
				}),
		};
	},
};
