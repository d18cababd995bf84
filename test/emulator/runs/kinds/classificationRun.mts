import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { Document } from '../../demoReader/layout/documentReader.mts';
import { sortQuery } from '../../server/pagination.mts';
import type { ProcessorKind } from '../../processors/types.mts';
import { checkInput, type FileInput } from '../../resources/fileInput.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { parse } from '../../validation/parseRequest.mts';
import { parseBehind } from '../internalParse.mts';
import { bill } from '../usage.mts';
import type { RunKind, RunKindName } from '../types.mts';
import { processorRunFilters } from '../listRuns.mts';
import { checkMetadata } from '../metadata.mts';
import {
	newProcessorRun,
	notInSummary,
	originOf,
	processorRunBody,
	type Reference,
} from './processorRun.mts';
import { doWork, unprocessed } from '../processRun.mts';

type ClassRun = Extend.ClassifyRun | Extend.SplitRun;
type ClassConfig = Extend.ClassifyConfig | Extend.SplitConfig;

/** What runs of classify and of split do not have in common. */
interface ClassRunKind<R extends ClassRun, C extends ClassConfig> {
	kind: RunKindName;
	prefix: string;
	path: string;
	syncPath: string;
	processors: ProcessorKind<C>;
	textAllowed: boolean;
	/** made up, as all credits here */
	creditsPerPage: number;
	output: (
		state: State,
		config: C,
		file: StoredFile,
		document: Document,
	) => Promise<NonNullable<R['output']>> | NonNullable<R['output']>;
}

interface Body<C> {
	file: FileInput;
	config?: C;
	metadata?: Record<string, unknown>;
	[processor: string]: unknown;
}

/** The kind of run of a processor that looks at one file and needs a processor or a config. */
export function classRuns<R extends ClassRun, C extends ClassConfig>(
	own: ClassRunKind<R, C>,
): RunKind<R> {
	const { processors } = own;
	const idKey = `${processors.kind}Id`;
	const shared = processorRunBody(processors, processors.config);
	const body = z.object({ ...shared, file: shared.file.unwrap() }).passthrough();

	async function answer(
		state: State,
		run: R,
		file: StoredFile,
		document: Document,
		given: unknown,
	) {
		const config = run.config as C;
		const { parseConfig, baseProcessor: product = own.kind } = config;
		const output = given ?? (await own.output(state, config, file, document));
		const { fresh, parseRunId } = parseBehind(state, [file], [document], parseConfig);
		const { creditsPerPage } = own;
		const usage = bill({ run, product, creditsPerPage, files: [file], fresh, parseRunId });
		return { status: 'PROCESSED', output, parseRunId, usage } as Partial<R>;
	}

	return {
		kind: own.kind,
		prefix: own.prefix,
		path: own.path,
		sync: { path: own.syncPath },
		cancel: true,
		list: {
			query: z.object({ ...processorRunFilters, ...sortQuery, [idKey]: z.string().optional() }),
			without: notInSummary,
			fits: ({ record }, query) => {
				const used = (record as unknown as Record<string, { id: string } | null>)[processors.kind];
				return !query[idKey] || used?.id === query[idKey];
			},
		},
		want(state, data) {
			const request = parse(body, data) as Body<C>;
			checkInput(state, request.file, 'file', own.textAllowed);
			const reference = request[processors.kind] as Reference<C> | undefined;
			const origin = originOf(state, processors, { reference, config: request.config });
			const metadata = checkMetadata(request.metadata);
			const inputs = [request.file];
			return {
				inputs,
				record: (started, at) =>
					({
						object: own.kind,
						...newProcessorRun(state, started, at, request.file),
						...origin,
						metadata,
					}) as unknown as R,
				work: (run, script) =>
					doWork(state, {
						run,
						inputs,
						script,
						answer: ([file], [document]) => answer(state, run, file, document, script.output),
						failed: (error) => unprocessed(error) as Partial<R>,
					}),
			};
		},
	};
}
