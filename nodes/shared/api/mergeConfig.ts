/** Merges changes into a saved configuration of an extractor, classifier or splitter. */
import type { IDataObject } from 'n8n-workflow';
import { deepMerge, readPath, setPath } from '../utils/deepMerge';
import { toObject } from '../utils/objects';

/** A setting that makes sense only beside certain values of another one. */
interface Dependency {
	setting: string;
	owner: string;
	/** values of the owner beside which every saved value of the setting holds; left out: none but the saved one */
	fits?: (owner: unknown) => boolean;
	/** sent instead, where Extend has a value for "none"; left out: the setting is not sent */
	instead?: IDataObject[string];
}

const isOn = (value: unknown) => value !== false;

/** From Extend's docs: configuration of extraction and parsing, model versioning. */
const DEPENDENCIES: Dependency[] = [
	{ setting: 'baseVersion', owner: 'baseProcessor' },
	{ setting: 'parseConfig.engineVersion', owner: 'parseConfig.engine', instead: 'latest' },
	{
		setting: 'parseConfig.advancedOptions.formattingDetection',
		owner: 'parseConfig.engine',
		fits: (engine) => engine === 'parse_performance',
	},
	{
		setting: 'parseConfig.chunkingStrategy',
		owner: 'parseConfig.target',
		fits: (target) => target !== 'spatial',
		instead: { type: 'page' },
	},
	...['excelIncludeCellFormatting', 'excelIncludeCellMetadata'].map((name) => ({
		setting: `parseConfig.advancedOptions.${name}`,
		owner: 'parseConfig.advancedOptions.excelParsingMode',
		fits: (mode: unknown) => mode !== 'basic',
	})),
	{
		setting: 'parseConfig.blockOptions.figures.customInstructions',
		owner: 'parseConfig.blockOptions.figures.enabled',
		fits: isOn,
	},
	...['citationMode', 'arrayCitationStrategy'].map((name) => ({
		setting: `advancedOptions.${name}`,
		owner: 'advancedOptions.citationsEnabled',
		fits: isOn,
	})),
	{
		setting: 'advancedOptions.chunkingOptions.customSemanticChunkingRules',
		owner: 'advancedOptions.chunkingOptions.chunkingStrategy',
		fits: (strategy) => strategy === 'semantic',
	},
];

/**
 * The saved configuration with the changes over it. A saved setting that belongs to a value which the changes replace
 * does not go along: the version of another engine would be refused.
 */
export function mergeConfig(saved: IDataObject, changes: IDataObject): IDataObject {
	const merged = deepMerge(saved, changes);
	for (const { setting, owner, fits, instead } of DEPENDENCIES) {
		const changed = readPath(changes, owner);
		if (changed === undefined || changed === readPath(saved, owner) || fits?.(changed)) continue;
		if (readPath(changes, setting) !== undefined || readPath(saved, setting) === undefined)
			continue;
		if (instead === undefined) removePath(merged, setting);
		else setPath(merged, setting, instead);
	}
	return merged;
}

/** The objects on the way are those of `deepMerge` where the changes have the owner; others are copied. */
function removePath(config: IDataObject, path: string): void {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	let at = config;
	for (const key of keys) at = at[key] = { ...toObject(at[key]) };
	delete at[last];
}
