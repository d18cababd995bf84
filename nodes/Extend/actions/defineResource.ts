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
export interface Resource<Value extends string = string, Name extends string = string> {
	/** value of the parameter `resource`; also the name of the resource's folders */
	value: Value;
	name: string;
	/** a key of `operations` */
	defaultOperation: NoInfer<Name>;
	/** by the value of the parameter `operation` */
	operations: Readonly<Record<Name, OperationEntry>>;
}

/** The entry of a resource in the registry. The name of its default operation is checked by its type. */
export function defineResource<Value extends string, Name extends string>(
	resource: Resource<Value, Name>,
): Resource<Value, Name> {
	return resource;
}
