import * as batch from './batch';
import * as document from './document';
import * as extractor from './extractor';
import * as file from './file';
import type { Operation } from '../execution/types';
import * as run from './run';
import * as workflow from './workflow';

/** All operations by the values of 'Resource' and 'Operation'. */
export const operations: Record<string, Record<string, Operation>> = {
	batch: batch.operations,
	document: document.operations,
	extractor: extractor.operations,
	file: file.operations,
	run: run.operations,
	workflow: workflow.operations,
};
