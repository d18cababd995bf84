import * as document from './document';
import type { Operation } from './operation';

/** All operations by the values of 'Resource' and 'Operation'. */
export const operations: Record<string, Record<string, Operation> | undefined> = {
	document: document.operations,
};
