/** The part of a request that says what works on the document. */
import type { IDataObject } from 'n8n-workflow';
import { asObject } from '../../shared/contract';
import { deepMerge } from '../../shared/merge';
import { readVersionConfig } from '../../shared/savedConfig';
import type { ProcessorConfig } from '../fields/processorConfig';
import type { NodeRun } from './nodeRun';

/** Settings with parts of their own. Whether Extend merges these into the saved ones is not documented. */
const NESTED = ['advancedOptions', 'parseConfig'];

/** `extractor` (`classifier`, `splitter`), or `config`, or neither: then Extend infers the schema. Never both. */
export async function processorBody(
	nodeRun: NodeRun,
	config: ProcessorConfig,
): Promise<IDataObject> {
	if (config.using === 'config') {
		return Object.keys(config.config).length > 0 ? { config: config.config } : {};
	}
	const { id, version } = config.picked;
	const override = await completed(nodeRun, config);
	return {
		[config.kind]: {
			id,
			...(version === 'latest' ? {} : { version }),
			...(Object.keys(override).length > 0 ? { overrideConfig: override } : {}),
		},
	};
}

/** The override with the saved settings around it where it changes a part of a group. */
async function completed(
	nodeRun: NodeRun,
	{ kind, picked, override }: ProcessorConfig & { using: 'saved' },
): Promise<IDataObject> {
	const touched = NESTED.filter((name) => asObject(override[name]));
	if (touched.length === 0) return override;
	const { id, version } = picked;
	const saved = await nodeRun.once(
		`config ${id} ${version}`,
		async () => await readVersionConfig(nodeRun.api, kind, id, version),
	);
	const groups = touched.map((name) => [
		name,
		deepMerge(asObject(saved[name]) ?? {}, override[name] as IDataObject),
	]);
	return { ...override, ...Object.fromEntries(groups) };
}

/** The ID of what is saved, which narrows the search for a lost run. */
export function processorIdOf(config: ProcessorConfig): string | undefined {
	return config.using === 'saved' ? config.picked.id : undefined;
}

/** A draft changes under the feet of a workflow that runs by itself. */
export function warnOfDraft(
	nodeRun: NodeRun,
	{ id, version }: { id: string; version: string },
): void {
	if (version === 'draft' && nodeRun.context.getMode() !== 'manual') nodeRun.hints.add('draft', id);
}
