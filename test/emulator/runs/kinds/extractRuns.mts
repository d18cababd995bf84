import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { extractConfig } from '../../validation/extractConfig.mts';
import { readPages, type Document } from '../../demoReader/layout/documentReader.mts';
import { extract } from '../../demoReader/extraction/extractFields.mts';
import { inferSchema } from '../../demoReader/extraction/inferSchema.mts';
import { sortQuery } from '../../server/pagination.mts';
import { invalid } from '../../server/apiError.mts';
import { extractors } from '../../processors/extractors.mts';
import { checkInput, fileInput, type FileInput } from '../../resources/fileInput.mts';
import { normaliseSchema } from '../../validation/extractSchema.mts';
import type { RunScript } from '../runScripts.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { parse } from '../../validation/parseRequest.mts';
import { parseBehind } from '../internalParse.mts';
import { bill } from '../usage.mts';
import type { RunKind } from '../types.mts';
import { processorRunFilters } from '../listRuns.mts';
import { checkMetadata } from '../metadata.mts';
import {
	newProcessorRun,
	notInSummary,
	originOf,
	processorRunBody,
	type Reference,
} from './processorRun.mts';
import { doWork, failure, unprocessed } from '../processRun.mts';

type Config = Extend.ExtractConfigJson;

const body = z
	.object({
		...processorRunBody(extractors, extractConfig),
		package: z.object({ files: z.array(fileInput).min(1).max(50) }).optional(),
	})
	.passthrough();

interface Body {
	file?: FileInput;
	package?: { files: FileInput[] };
	extractor?: Reference<Config>;
	config?: Config;
	metadata?: Record<string, unknown>;
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

const creditsPerPage: Record<string, number> = { extraction_light: 1, extraction_performance: 2 };

function answer(
	state: State,
	run: Extend.ExtractRun,
	files: StoredFile[],
	documents: Document[],
	script: RunScript,
): Partial<Extend.ExtractRun> {
	const config = run.config as Config;
	const pages = readPages(documents, config.advancedOptions?.pageRanges);
	const schema = config.schema ?? inferSchema({ ...documents[0], pages });
	if (!schema && script.output === undefined) {
		return failure('SCHEMA_GENERATION_FAILED', 'No schema could be derived from the document.');
	}
	const { fresh, parseRunId } = parseBehind(state, files, documents, config.parseConfig);
	const images = documents.every(({ image }) => image);
	const product = config.baseProcessor ?? 'extraction_performance';
	return {
		status: 'PROCESSED',
		config: schema ? { ...config, schema: normaliseSchema(schema) } : config,
		output: (script.output ??
			extract(pages, schema!, config.advancedOptions ?? {}, images)) as Extend.ExtractOutput,
		parseRunId,
		usage: bill({
			run,
			product,
			creditsPerPage: creditsPerPage[product] ?? 2,
			files,
			fresh,
			parseRunId,
		}),
	};
}

/** `/extract` and `/extract_runs`. */
export const extractRuns: RunKind<Extend.ExtractRun> = {
	kind: 'extract_run',
	prefix: 'exr',
	path: '/extract_runs',
	sync: { path: '/extract' },
	cancel: true,
	list: {
		query: z.object({ ...processorRunFilters, ...sortQuery, extractorId: z.string().optional() }),
		without: notInSummary,
		fits: ({ record }, { extractorId }) => !extractorId || record.extractor?.id === extractorId,
	},
	want(state, data) {
		const request = parse(body, data) as Body;
		const inputs = inputsOf(state, request);
		const origin = originOf(
			state,
			extractors,
			{ reference: request.extractor, config: request.config },
			{},
		);
		const metadata = checkMetadata(request.metadata);
		return {
			inputs,
			record: (started, at) =>
				({
					object: 'extract_run',
					...newProcessorRun(state, started, at, request.file),
					...origin,
					metadata,
					edits: null,
					files: null,
				}) as unknown as Extend.ExtractRun,
			work: (run, script) =>
				doWork(state, {
					run,
					inputs,
					script,
					together: request.package !== undefined,
					answer: (files, documents) => answer(state, run, files, documents, script),
					failed: (error) => ({ ...unprocessed(error), files: null }),
				}),
		};
	},
};
