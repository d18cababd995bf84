import { z } from 'zod';
import type { ProcessorKind } from '../../processors/types.mts';
import {
	findProcessor,
	findVersion,
	serializeProcessorSummary,
	serializeVersionSummary,
} from '../../processors/store.mts';
import { invalidRequest } from '../../server/apiError.mts';
import { fileInputSchema, type FileInput } from '../../resources/fileInput.mts';
import { serializeFileSummary, findFile } from '../../resources/files.mts';
import type { State } from '../../state/state.mts';

/** Request fields shared by extract, classify and split runs. */
export const createProcessorRunSchema = (
	kind: Pick<ProcessorKind<unknown>, 'kind' | 'configSchema'>,
	overrideConfig: z.ZodTypeAny,
) => ({
	file: fileInputSchema.optional(),
	[kind.kind]: z
		.object({
			id: z.string(),
			version: z.string().optional(),
			overrideConfig: overrideConfig.optional(),
		})
		.strict()
		.optional(),
	config: kind.configSchema.optional(),
	metadata: z.record(z.string(), z.unknown()).optional(),
	priority: z.number().optional(),
});

export interface ProcessorReference<C> {
	id: string;
	version?: string;
	overrideConfig?: Partial<C>;
}

/**
 * Resolves the config of a run and the processor it came from. Top-level keys of an override replace those of
 * the version. `fallback` is used when a request has neither a processor nor a config; without it one of them
 * is required.
 */
export function resolveProcessorConfig<C extends object>(
	state: State,
	kind: ProcessorKind<C>,
	request: { reference?: ProcessorReference<C>; config?: C },
	fallback?: C,
) {
	const { kind: name } = kind;
	const { reference, config = fallback } = request;
	if (reference && request.config)
		throw invalidRequest(`Provide either ${name} or config, not both`);
	if (!reference) {
		if (!config) throw invalidRequest(`Exactly one of ${name} and config must be provided`);
		kind.validate(config, 'config');
		return { config: kind.normalize(config), [name]: null, [`${name}Version`]: null };
	}
	const processor = findProcessor<C>(state, name, reference.id);
	const version = findVersion(processor, reference.version);
	const merged = { ...version.config, ...reference.overrideConfig };
	if (reference.overrideConfig) kind.validate(merged, `${name}.overrideConfig`);
	return {
		config: kind.normalize(merged),
		[name]: serializeProcessorSummary(processor),
		[`${name}Version`]: serializeVersionSummary(processor, version),
	};
}

/** Initial fields of extract, classify and split runs. */
export const createProcessorRunRecord = (
	state: State,
	{ id, status }: { id: string; status: string },
	at: string,
	file: FileInput | undefined,
) => ({
	id,
	status,
	output: null,
	initialOutput: null,
	reviewedOutput: null,
	failureReason: null,
	failureMessage: null,
	reviewed: false,
	edited: false,
	// a URL or text becomes a file when the run fetches it
	file: file?.id ? serializeFileSummary(findFile(state, file.id)) : null,
	parseRunId: null,
	dashboardUrl: `https://dashboard.extend.ai/runs/${id}`,
	usage: null,
	createdAt: at,
	updatedAt: at,
});

/** Fields omitted from summaries of extract, classify and split runs. */
export const SUMMARY_OMITTED_KEYS = [
	'output',
	'initialOutput',
	'reviewedOutput',
	'edits',
	'config',
];
