import type { z } from 'zod';
import type { State } from '../state/state.mts';

/** The `object` field of a processor. */
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

/** The differences between extractors, classifiers and splitters. */
export interface ProcessorKind<C> {
	kind: ProcessorKindName;
	/** collection path, e.g. `/extractors` */
	path: string;
	/** ID prefix, e.g. `ex`; version IDs append a `v` */
	prefix: string;
	/** schema of the config in requests */
	configSchema: z.ZodTypeAny;
	/** Throws 400 for an invalid config. `path` is its location in the body. */
	validate: (config: C, path: string) => void;
	/** fills in the defaults that responses contain */
	normalize: (config: C) => C;
	/** config of a processor created without one */
	createEmptyConfig: () => C;
	/** key of a create request that names the processor to clone */
	cloneKey: string;
	/** config generation through the key `generate` of a create request */
	generator?: {
		schema: z.ZodTypeAny;
		createConfig: (state: State, request: unknown) => Promise<C>;
	};
}
