/** Document > Extract: the fields of a document as data. */
import type { INodeProperties } from 'n8n-workflow';
import { versionPicker } from '../../../shared/parameters/resourcePicker';
import { EXTRACT_RUN } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { readExtractConfig } from '../../parameters/config/extractConfig';
import { extractionOptionsCollection } from '../../parameters/config/extractionOptions';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { fileOptionsCollection } from '../../parameters/document/fileOptions';
import { outputOptionsCollection } from '../../../shared/parameters/output/outputOptions';
import { reviewProperties } from '../../../shared/parameters/output/reviewOptions';
import { readOutputSettings } from '../../../shared/parameters/output/readOutputSettings';
import { onlyWhenWaiting, outputProperties } from '../../parameters/output/runOutput';
import { parseOptionsCollection } from '../../parameters/parsing/parseOptions';
import { processorProperties } from '../../parameters/config/extractUsing';
import { runOptionsFor } from '../../parameters/run/runOptions';
import { schemaProperties } from '../../parameters/schema/schemaProperties';
import { waitForCompletionProperty } from '../../parameters/run/waitForCompletion';
import { multiFileOperation } from '../../execution/document/planDocuments';
import type { DocumentRunSpec } from '../../execution/document/types';
import { describeProcessorRun } from '../../execution/document/processorRequest';
import type { ExecutionContext } from '../../execution/executionContext';
import { checkReviewFields } from '../../execution/output/checkReviewFields';
import { checkTable } from '../../execution/output/checkTable';
import { toRunItems } from '../../execution/output/runItems';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	...documentProperties(EXTRACT_RUN),
	...processorProperties,
	...schemaProperties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...property.displayOptions?.show, extractUsing: ['config'] },
		},
	})),
	...outputProperties,
	waitForCompletionProperty,
	optionsCollection(runOptionsFor(EXTRACT_RUN), [
		{ ...versionPicker('extractor'), displayOptions: { show: { '/extractUsing': ['extractor'] } } },
	]),
	fileOptionsCollection({ pages: true, sheets: true }),
	extractionOptionsCollection,
	parseOptionsCollection,
	...onlyWhenWaiting([
		...reviewProperties({ configuresRun: true }),
		outputOptionsCollection({ hasFile: true, citations: 'node' }),
	]),
];

export const { plan, handlesAllItems, planAllItems } = multiFileOperation(describeExtractRun);

/** Reads all parameters; sends nothing. */
function describeExtractRun(execution: ExecutionContext, params: ItemParameters): DocumentRunSpec {
	const output = readOutputSettings(params);
	const config = readExtractConfig(params, output);
	checkTable(params, config, output);
	checkReviewFields(params, config, output);
	return {
		kind: EXTRACT_RUN,
		...describeProcessorRun(execution, config),
		toItems: (run, origin) => toRunItems(execution, run, origin, output),
	};
}
