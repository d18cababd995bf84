/** Document > Classify: which kind of document it is. */
import type { INodeProperties } from 'n8n-workflow';
import { CLASSIFY_RUN } from '../../../shared/runs/kinds';
import { simplifyRun } from '../../../shared/output/simplifyRun';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { advancedMultimodalOption } from '../../parameters/common/sharedOptions';
import { parsingCollection } from '../../parameters/parsing/parseOptions';
import { runOptionsFor } from '../../parameters/run/runOptions';
import {
	classesOptions,
	classesProperties,
	type ClassesText,
} from '../../parameters/config/classesConfig';
import { readSimple, simpleProperty } from '../../parameters/output/simplify';
import { waitProperties } from '../../parameters/run/waitForCompletion';
import { planClassesJobs } from '../../execution/document/planClasses';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';

const TEXT: ClassesText = {
	kind: 'classifier',
	task: 'classification',
	using: 'classifyUsing',
	usingName: 'Classify Using',
	savedName: 'Saved Classifier',
	savedDescription: 'A classifier that was set up in the Extend dashboard',
	inlineDescription: 'Say in this node which kinds of documents there are',
	classesKey: 'classifications',
	rulesKey: 'classificationRules',
	rulesName: 'Classification Rules',
	rulesPlaceholder: 'e.g. A reminder counts as an invoice',
	identifiers: false,
	paths: {
		advancedMultimodalEnabled: 'advancedOptions.advancedMultimodalEnabled',
		context: 'advancedOptions.context',
		memoryEnabled: 'advancedOptions.memoryEnabled',
	},
};

const classifyOptions: INodeProperties[] = [
	...classesOptions(TEXT),
	advancedMultimodalOption,
	{
		displayName: 'Context',
		name: 'context',
		type: 'options',
		default: 'default',
		description: 'How much of the document is looked at',
		options: [
			{ name: 'Default', value: 'default', description: 'As much as is usually enough' },
			{ name: 'Max', value: 'max', description: 'As much as possible, for long documents' },
		],
	},
	{
		displayName: 'Memory',
		name: 'memoryEnabled',
		type: 'boolean',
		default: true,
		description: 'Whether earlier documents that look alike are taken into account',
	},
];

export const description: INodeProperties[] = [
	...classesProperties(TEXT),
	...documentProperties(CLASSIFY_RUN),
	...waitProperties,
	{ ...simpleProperty, displayOptions: { hide: { waitForCompletion: [false] } } },
	optionsCollection(runOptionsFor(CLASSIFY_RUN), classifyOptions),
	parsingCollection,
];

/** One job per document. */
export async function plan(execution: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const simple = readSimple(execution.context, itemIndex);
	return await planClassesJobs(execution, itemIndex, {
		kind: CLASSIFY_RUN,
		text: TEXT,
		toItems: (run, origin) => [
			{ json: origin.isComplete && simple ? simplifyRun(run, origin) : run },
		],
	});
}
