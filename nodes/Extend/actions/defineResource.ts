import type { Operation } from '../execution/types';

/** An operation as the editor shows it, and the module that executes it. */
export interface OperationEntry {
	/** in the list of operations, e.g. `Get Many` */
	name: string;
	/** in the list of nodes, e.g. `Get many extractors` */
	action: string;
	description: string;
	operation: Operation;
}

/** A resource with its operations, in the order in which the editor lists them: by name. */
export interface Resource {
	/** value of the parameter `resource`; also the name of the resource's folders */
	value: string;
	name: string;
	/** a key of `operations` */
	defaultOperation: string;
	/** by the value of the parameter `operation` */
	operations: Readonly<Record<string, OperationEntry>>;
}

/** The entry of a resource in the registry. The name of its default operation is checked by its type. */
export function defineResource<Name extends string>(resource: {
	value: string;
	name: string;
	defaultOperation: NoInfer<Name>;
	operations: Readonly<Record<Name, OperationEntry>>;
}): Resource {
	return resource;
}
