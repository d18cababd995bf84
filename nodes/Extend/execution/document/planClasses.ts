/** Jobs of operations that go by something saved or by classes that are listed in the node. */
import type { RunKind } from '../../../shared/runs/kinds';
import { readOptions } from '../../parameters/common/readOptions';
import { readClassesConfig, type ClassesText } from '../../parameters/config/classesConfig';
import { planDocumentJobs } from './planDocuments';
import type { DocumentRunSpec } from './types';
import type { ExecutionContext } from '../executionContext';
import type { Job } from '../types';
import { buildProcessorRequest, getProcessorId, addDraftHint } from './processorRequest';

/** One job per document. Reads all parameters; sends nothing. */
export async function planClassesJobs(
	execution: ExecutionContext,
	itemIndex: number,
	{ kind, text, items }: { kind: RunKind; text: ClassesText; items: DocumentRunSpec['items'] },
): Promise<Job[]> {
	const { context } = execution;
	const config = readClassesConfig(context, itemIndex, readOptions(context, itemIndex), text);
	if (config.using === 'saved') addDraftHint(execution, config.picked);
	return await planDocumentJobs(execution, [itemIndex], {
		kind,
		identity: config,
		processorId: getProcessorId(config),
		body: async () => await buildProcessorRequest(execution, config),
		items,
	});
}
