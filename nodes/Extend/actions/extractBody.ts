/** The part of an extract request that says how to extract. */
import type { IDataObject } from 'n8n-workflow';
import { asObject } from '../../shared/contract';
import { readVersionConfig } from '../../shared/extractors';
import { deepMerge } from '../../shared/merge';
import type { ExtractConfig } from '../fields/extractConfig';
import type { NodeRun } from './nodeRun';

/** Settings with parts of their own. Whether Extend merges these into the saved ones is not documented. */
const NESTED = ['advancedOptions', 'parseConfig'];

/** `extractor`, or `config`, or neither: then Extend infers the schema. Never both. */
export async function extractBody(nodeRun: NodeRun, config: ExtractConfig): Promise<IDataObject> {
	if (config.using === 'config') {
		return Object.keys(config.config).length > 0 ? { config: config.config } : {};
	}
	const { id, version } = config.extractor;
	const override = await completed(nodeRun, config);
	return {
		extractor: {
			id,
			...(version === 'latest' ? {} : { version }),
			...(Object.keys(override).length > 0 ? { overrideConfig: override } : {}),
		},
	};
}

/** The override with the saved settings around it where it changes a part of a group. */
async function completed(
	nodeRun: NodeRun,
	{ extractor, override }: ExtractConfig & { using: 'extractor' },
): Promise<IDataObject> {
	const touched = NESTED.filter((name) => asObject(override[name]));
	if (touched.length === 0) return override;
	const { id, version } = extractor;
	const saved = await nodeRun.once(
		`config ${id} ${version}`,
		async () => await readVersionConfig(nodeRun.api, id, version),
	);
	const groups = touched.map((name) => [
		name,
		deepMerge(asObject(saved[name]) ?? {}, override[name] as IDataObject),
	]);
	return { ...override, ...Object.fromEntries(groups) };
}

/** A draft changes under the feet of a workflow that runs by itself. */
export function warnOfDraft(nodeRun: NodeRun, config: ExtractConfig): void {
	if (config.using !== 'extractor' || config.extractor.version !== 'draft') return;
	if (nodeRun.context.getMode() !== 'manual') nodeRun.hints.add('draft', config.extractor.id);
}
