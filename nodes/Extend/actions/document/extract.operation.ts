/** Document > Extract: the fields of a document as data. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { EXTRACT_RUN } from '../../../shared/runKinds';
import { documentProperties } from '../../fields/document';
import { readExtractConfig } from '../../fields/extractConfig';
import { extractOptions } from '../../fields/extractOptions';
import { optionsCollection, rawOptions } from '../../fields/options';
import { outputProperties } from '../../fields/output';
import { parsingCollection } from '../../fields/parseOptions';
import { processorProperties } from '../../fields/processor';
import { runOptionsFor } from '../../fields/runOptions';
import { schemaProperties } from '../../fields/schema';
import { waitProperties } from '../../fields/wait';
import { packagePlans } from '../documentJobs';
import type { DocumentRun } from '../documentWork';
import type { NodeRun } from '../nodeRun';
import { processorBody, processorIdOf, warnOfDraft } from '../processorBody';
import { checkRows, readRunOutput, runItems } from '../runItems';

export const description: INodeProperties[] = [
	...processorProperties,
	...schemaProperties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...property.displayOptions?.show, extractUsing: ['config'] },
		},
	})),
	...documentProperties(EXTRACT_RUN),
	...waitProperties,
	...outputProperties,
	optionsCollection(runOptionsFor(EXTRACT_RUN), extractOptions),
	parsingCollection,
];

export const { plan, takesAll, planAll } = packagePlans(describe);

/** What makes the documents of an item extract runs. Reads all parameters; sends nothing. */
function describe(nodeRun: NodeRun, itemIndex: number): DocumentRun {
	const { context } = nodeRun;
	const config = readExtractConfig(context, itemIndex, rawOptions(context, itemIndex));
	const output = readRunOutput(context, itemIndex);
	checkRows(context, itemIndex, config, output);
	if (config.using === 'saved') warnOfDraft(nodeRun, config.picked);
	return {
		kind: EXTRACT_RUN,
		identity: config,
		processorId: processorIdOf(config),
		body: async () => await processorBody(nodeRun, config),
		items: (run, source): INodeExecutionData[] => runItems(nodeRun, run, source, output),
	};
}
