import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { Document } from '../../demoReader/layout/documentReader.mts';
import { sortQueryFields } from '../../server/pagination.mts';
import type { ProcessorKind } from '../../processors/types.mts';
import { validateFileInput, type FileInput } from '../../resources/fileInput.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { parseRequest } from '../../validation/parseRequest.mts';
import { ensureParsed } from '../internalParse.mts';
import { computeUsage } from '../usage.mts';
import type { RunKind, RunKindName } from '../types.mts';
import { processorRunFilterFields } from '../listRuns.mts';
import { normalizeMetadata } from '../metadata.mts';
import {
	createProcessorRunRecord,
	SUMMARY_OMITTED_KEYS,
	resolveProcessorConfig,
	createProcessorRunSchema,
	type ProcessorReference,
} from './processorRun.mts';
import { processRun, toProcessingFailure } from '../processRun.mts';

type ClassificationRun = Extend.ClassifyRun | Extend.SplitRun;
type ClassificationConfig = Extend.ClassifyConfig | Extend.SplitConfig;

/** The differences between classify and split runs. */
interface ClassificationRunOptions<R extends ClassificationRun, C extends ClassificationConfig> {
	kind: RunKindName;
	prefix: string;
	path: string;
	syncPath: string;
	processors: ProcessorKind<C>;
	acceptsText: boolean;
	/** invented, as all credits here */
	creditsPerPage: number;
	createOutput: (
		state: State,
		config: C,
		file: StoredFile,
		document: Document,
	) => Promise<NonNullable<R['output']>> | NonNullable<R['output']>;
}

interface RequestBody<C> {
	file: FileInput;
	config?: C;
	metadata?: Record<string, unknown>;
	[processor: string]: unknown;
}

/** Defines runs over a single file that require a processor or a config. */
export function defineClassificationRuns<
	R extends ClassificationRun,
	C extends ClassificationConfig,
>(own: ClassificationRunOptions<R, C>): RunKind<R> {
	const { processors } = own;
	const idKey = `${processors.kind}Id`;
	const shared = createProcessorRunSchema(processors, processors.configSchema);
	const body = z.object({ ...shared, file: shared.file.unwrap() }).strict();

	async function buildResult(
		state: State,
		run: R,
		file: StoredFile,
		document: Document,
		given: unknown,
	) {
		const config = run.config as C;
		const { parseConfig, baseProcessor: product = own.kind } = config;
		const output = given ?? (await own.createOutput(state, config, file, document));
		const { parsedFiles, parseRunId } = ensureParsed(state, [file], [document], parseConfig);
		const { creditsPerPage } = own;
		const usage = computeUsage({
			run,
			product,
			creditsPerPage,
			files: [file],
			parsedFiles,
			parseRunId,
		});
		return { status: 'PROCESSED', output, parseRunId, usage } as Partial<R>;
	}

	return {
		kind: own.kind,
		prefix: own.prefix,
		path: own.path,
		body,
		sync: { path: own.syncPath },
		cancellable: ['PROCESSING'],
		list: {
			query: z
				.object({
					...processorRunFilterFields,
					...sortQueryFields,
					[idKey]: z.string().optional(),
				})
				.strict(),
			omittedKeys: SUMMARY_OMITTED_KEYS,
			matches: ({ record }, query) => {
				const used = (record as unknown as Record<string, { id: string } | null>)[processors.kind];
				return !query[idKey] || used?.id === query[idKey];
			},
		},
		prepare(state, data) {
			const request = parseRequest(body, data) as RequestBody<C>;
			validateFileInput(state, request.file, 'file', own.acceptsText);
			const reference = request[processors.kind] as ProcessorReference<C> | undefined;
			const origin = resolveProcessorConfig(state, processors, {
				reference,
				config: request.config,
			});
			const metadata = normalizeMetadata(request.metadata);
			const inputs = [request.file];
			return {
				inputs,
				record: (started, at) =>
					({
						object: own.kind,
						...createProcessorRunRecord(state, started, at, request.file),
						...origin,
						metadata,
					}) as unknown as R,
				process: (run, script) =>
					processRun(state, {
						run,
						inputs,
						script,
						buildResult: ([file], [document]) =>
							buildResult(state, run, file, document, script.output),
						toFailure: (error) => toProcessingFailure(error) as Partial<R>,
					}),
			};
		},
	};
}
