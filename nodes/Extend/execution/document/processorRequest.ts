/** The part of a request that names the processor: an extractor, a classifier, a splitter or a configuration. */
import type { IDataObject } from 'n8n-workflow';
import { toObject } from '../../../shared/utils/objects';
import { mergeConfig } from '../../../shared/api/mergeConfig';
import { readVersionConfig } from '../../../shared/api/processorVersions';
import type { ProcessorConfig } from '../../parameters/config/processorConfig';
import type { ExecutionContext } from '../executionContext';
import type { DocumentRunSpec } from './types';

type SavedConfig = ProcessorConfig & { using: 'saved' };

/**
 * Groups of settings. Whether Extend merges these into the saved ones is not documented (assumption: override-merges).
 */
const NESTED = ['advancedOptions', 'parseConfig'];

/**
 * The part of a run's description that follows from the processor: the same for every operation that uses one.
 * Adds a hint when a production execution uses a draft.
 */
export function describeProcessorRun(
	execution: ExecutionContext,
	config: ProcessorConfig,
): Pick<DocumentRunSpec, 'identity' | 'processor' | 'processorId' | 'buildBody'> {
	if (config.using === 'config') {
		// Without any settings Extend infers the schema.
		const body = Object.keys(config.config).length > 0 ? { config: config.config } : {};
		return { identity: config, processorId: undefined, buildBody: () => body };
	}
	const { kind, picked } = config;
	addDraftHint(execution, picked);
	return {
		identity: config,
		processor: { type: kind, ...picked },
		processorId: picked.id,
		buildBody: async (version = picked.version) =>
			await buildSavedRequest(execution, { ...config, picked: { ...picked, version } }),
	};
}

/** `extractor`, `classifier` or `splitter`; never together with `config`. */
async function buildSavedRequest(
	execution: ExecutionContext,
	config: SavedConfig,
): Promise<IDataObject> {
	const { id, version } = config.picked;
	const override = await completeOverride(execution, config);
	return {
		[config.kind]: {
			id,
			...(version === 'latest' ? {} : { version }),
			...(Object.keys(override).length > 0 ? { overrideConfig: override } : {}),
		},
	};
}

/** The override, with the saved settings of each group of which it changes a part. */
async function completeOverride(
	execution: ExecutionContext,
	{ kind, picked, override }: SavedConfig,
): Promise<IDataObject> {
	const changedGroups = NESTED.filter((name) => toObject(override[name]));
	if (changedGroups.length === 0) return override;
	const { id, version } = picked;
	const saved = await execution.once(
		`config ${id} ${version}`,
		async () => await readVersionConfig(execution.api, kind, id, version),
	);
	const merged = mergeConfig(saved, override);
	const groups = changedGroups.map((name) => [name, merged[name]]);
	return { ...override, ...Object.fromEntries(groups) };
}

/** Warns in production executions: a draft may change between executions. */
export function addDraftHint(
	execution: ExecutionContext,
	{ id, version }: { id: string; version: string },
): void {
	if (version === 'draft' && execution.context.getMode() !== 'manual')
		execution.hints.add('draft', id);
}
