/** Document > Extract: the fields of a document as data. */
import type { INodeProperties } from 'n8n-workflow';
import { EXTRACT_RUN } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { readExtractConfig } from '../../parameters/config/extractConfig';
import { extractOptions } from '../../parameters/config/extractOptions';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { readOptions } from '../../parameters/common/readOptions';
import { outputProperties } from '../../parameters/output/runOutput';
import { parsingCollection } from '../../parameters/parsing/parseOptions';
import { processorProperties } from '../../parameters/config/extractUsing';
import { runOptionsFor } from '../../parameters/run/runOptions';
import { schemaProperties } from '../../parameters/schema/schemaProperties';
import { waitProperties } from '../../parameters/run/waitForCompletion';
import { multiFileOperation } from '../../execution/document/planDocuments';
import type { DocumentRunSpec } from '../../execution/document/types';
import { describeProcessorRun } from '../../execution/document/processorRequest';
import type { ExecutionContext } from '../../execution/executionContext';
import { checkTable } from '../../execution/output/checkTable';
import { readRunOutputSettings, toRunItems } from '../../execution/output/runItems';

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

export const { plan, handlesAllItems, planAllItems } = multiFileOperation(describeExtractRun);

/** Reads all parameters; sends nothing. */
function describeExtractRun(execution: ExecutionContext, itemIndex: number): DocumentRunSpec {
	const { context } = execution;
	const config = readExtractConfig(context, itemIndex, readOptions(context, itemIndex));
	const output = readRunOutputSettings(context, itemIndex);
	checkTable(context, itemIndex, config, output);
	return {
		kind: EXTRACT_RUN,
		...describeProcessorRun(execution, config),
		toItems: (run, origin) => toRunItems(execution, run, origin, output),
	};
}
