/** The part of a request that says what works on the document. */
import type { IDataObject } from 'n8n-workflow';
import { toObject } from '../../../shared/utils/objects';
import { deepMerge } from '../../../shared/utils/deepMerge';
import { readVersionConfig } from '../../../shared/api/processorVersions';
import type { ProcessorConfig } from '../../parameters/config/processorConfig';
import type { ExecutionContext } from '../executionContext';

/** Settings with parts of their own. Whether Extend merges these into the saved ones is not documented. */
const NESTED = ['advancedOptions', 'parseConfig'];

/** `extractor` (`classifier`, `splitter`), or `config`, or neither: then Extend infers the schema. Never both. */
export async function buildProcessorRequest(
	execution: ExecutionContext,
	config: ProcessorConfig,
): Promise<IDataObject> {
	if (config.using === 'config') {
		return Object.keys(config.config).length > 0 ? { config: config.config } : {};
	}
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

/** The override with the saved settings around it where it changes a part of a group. */
async function completeOverride(
	execution: ExecutionContext,
	{ kind, picked, override }: ProcessorConfig & { using: 'saved' },
): Promise<IDataObject> {
	const touched = NESTED.filter((name) => toObject(override[name]));
	if (touched.length === 0) return override;
	const { id, version } = picked;
	const saved = await execution.once(
		`config ${id} ${version}`,
		async () => await readVersionConfig(execution.api, kind, id, version),
	);
	const groups = touched.map((name) => [
		name,
		deepMerge(toObject(saved[name]) ?? {}, override[name] as IDataObject),
	]);
	return { ...override, ...Object.fromEntries(groups) };
}

/** The ID of what is saved, which narrows the search for a lost run. */
export function getProcessorId(config: ProcessorConfig): string | undefined {
	return config.using === 'saved' ? config.picked.id : undefined;
}

/** A draft changes under the feet of a workflow that runs by itself. */
export function addDraftHint(
	execution: ExecutionContext,
	{ id, version }: { id: string; version: string },
): void {
	if (version === 'draft' && execution.context.getMode() !== 'manual')
		execution.hints.add('draft', id);
}
