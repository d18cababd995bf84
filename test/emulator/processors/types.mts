import type { z } from 'zod';
import type { State } from '../state/state.mts';

/** The `object` of a processor. */
export type ProcessorKindName = 'extractor' | 'classifier' | 'splitter';

export interface StoredVersion<C = unknown> {
	id: string;
	seq: number;
	version: string;
	description: string | null;
	config: C;
	createdAt: string;
	updatedAt: string;
}
export interface StoredProcessor<C = unknown> {
	kind: ProcessorKindName;
	id: string;
	seq: number;
	name: string;
	createdAt: string;
	updatedAt: string;
	draft: StoredVersion<C>;
	/** oldest first */
	published: Array<StoredVersion<C>>;
}

/** Everything that makes a kind of processor different from the others. */
export interface ProcessorKind<C> {
	kind: ProcessorKindName;
	/** of its collection, e.g. `/extractors` */
	path: string;
	/** of its IDs, e.g. `ex`; those of versions have a `v` more */
	prefix: string;
	/** the config as a request may send it */
	configSchema: z.ZodTypeAny;
	/** Throws 400 for a config that is not acceptable; `path` is where it stands in the body. */
	validate: (config: C, path: string) => void;
	/** the config as the server echoes it */
	normalize: (config: C) => C;
	/** of a processor that is created without a config */
	createEmptyConfig: () => C;
	/** the key of a create request that names the processor to copy */
	cloneKey: string;
	/** another key of a create request that makes a config, with its shape and its work */
	generator?: { schema: z.ZodTypeAny; createConfig: (state: State, wish: unknown) => Promise<C> };
}
