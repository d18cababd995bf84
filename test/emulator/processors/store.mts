import { createId } from '../state/ids.mts';
import { notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import type { ProcessorKind, ProcessorKindName, StoredProcessor, StoredVersion } from './types.mts';

/** Who created everything here. */
export const CREATED_BY = { type: 'api_key' as const, name: 'emulator' };

/** The form used in lists and runs. */
export const serializeProcessorSummary = ({
	kind,
	id,
	name,
	createdAt,
	updatedAt,
}: StoredProcessor) => ({
	object: kind,
	id,
	name,
	createdAt,
	updatedAt,
});

/** The form used in lists and runs. */
export const serializeVersionSummary = (processor: StoredProcessor, version: StoredVersion) => ({
	object: `${processor.kind}_version`,
	id: version.id,
	description: version.description,
	version: version.version,
	[`${processor.kind}Id`]: processor.id,
	createdAt: version.createdAt,
	createdBy: CREATED_BY,
});

export const serializeVersion = (processor: StoredProcessor, version: StoredVersion) => ({
	...serializeVersionSummary(processor, version),
	config: version.config,
});

export const serializeProcessor = (one: StoredProcessor) => ({
	...serializeProcessorSummary(one),
	draftVersion: serializeVersion(one, one.draft),
});

/** Oldest first. */
export const getProcessors = (state: State, kind: ProcessorKindName): StoredProcessor[] =>
	[...state.processors.values()].filter((one) => one.kind === kind);

/** Throws 404 if no processor of this kind has the ID. */
export function findProcessor<C>(
	state: State,
	kind: ProcessorKindName,
	id: string,
): StoredProcessor<C> {
	const found = state.processors.get(id);
	if (found?.kind !== kind) throw notFound(`${kind} ${id}`);
	return found as StoredProcessor<C>;
}

/**
 * `which` is `draft`, `latest` (default; the newest published version, otherwise the draft), a version number
 * or a version ID.
 */
export function findVersion<C>(processor: StoredProcessor<C>, which = 'latest'): StoredVersion<C> {
	const { draft, published } = processor;
	if (which === 'draft') return draft;
	if (which === 'latest') return published[published.length - 1] ?? draft;
	const found = [draft, ...published].find(({ id, version }) => id === which || version === which);
	if (!found) throw notFound(`Version ${which} of ${processor.kind} ${processor.id}`);
	return found;
}

/** The first published version is 1.0, whatever the release type. */
export function getNextVersionNumber(
	published: StoredVersion[],
	releaseType: 'major' | 'minor',
): string {
	const newest = published[published.length - 1];
	if (!newest) return '1.0';
	const [major, minor] = newest.version.split('.').map(Number);
	return releaseType === 'major' ? `${major + 1}.0` : `${major}.${minor + 1}`;
}

/** Creates a version without storing it. */
export function createVersion<C>(
	state: State,
	{ prefix }: ProcessorKind<C>,
	version: string,
	description: string | null,
	config: C,
): StoredVersion<C> {
	const at = new Date().toISOString();
	return {
		id: createId(`${prefix}v`),
		seq: state.nextSequence(),
		version,
		description,
		config,
		createdAt: at,
		updatedAt: at,
	};
}
