/** The jobs of Classify and Split: by something saved, or by classes that are listed in the node. */
import type { RunKind } from '../../../shared/runs/kinds';
import { readClassesConfig, type ClassesText } from '../../parameters/config/classesConfig';
import type { ExecutionContext } from '../executionContext';
import type { Job } from '../types';
import { planDocumentJobs } from './planDocuments';
import { describeProcessorRun } from './processorRequest';
import type { DocumentRunSpec } from './types';

interface ClassesRun extends Pick<DocumentRunSpec, 'toItems'> {
	kind: RunKind;
	text: ClassesText;
}

/** One job per document. Reads all parameters; sends nothing. */
export async function planClassesJobs(
	execution: ExecutionContext,
	itemIndex: number,
	{ kind, text, toItems }: ClassesRun,
): Promise<Job[]> {
	const config = readClassesConfig(execution.context, itemIndex, text);
	return await planDocumentJobs(execution, [itemIndex], {
		kind,
		...describeProcessorRun(execution, config),
		toItems,
	});
}
