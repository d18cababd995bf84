/** Jobs of operations that go by something saved or by classes that are listed in the node. */
import type { RunKind } from '../../shared/runKinds';
import { rawOptions } from '../fields/options';
import { readClassesConfig, type ClassesText } from '../fields/savedOrInline';
import { documentJobs } from './documentJobs';
import type { DocumentRun } from './documentWork';
import type { NodeRun } from './nodeRun';
import type { Job } from './operation';
import { processorBody, processorIdOf, warnOfDraft } from './processorBody';

/** One job per document. Reads all parameters; sends nothing. */
export async function classesJobs(
	nodeRun: NodeRun,
	itemIndex: number,
	{ kind, text, items }: { kind: RunKind; text: ClassesText; items: DocumentRun['items'] },
): Promise<Job[]> {
	const { context } = nodeRun;
	const config = readClassesConfig(context, itemIndex, rawOptions(context, itemIndex), text);
	if (config.using === 'saved') warnOfDraft(nodeRun, config.picked);
	return await documentJobs(nodeRun, [itemIndex], {
		kind,
		identity: config,
		processorId: processorIdOf(config),
		body: async () => await processorBody(nodeRun, config),
		items,
	});
}
