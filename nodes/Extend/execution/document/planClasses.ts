/** The jobs of Classify and Split: by something saved, or by classes that are listed in the node. */
import type { INodeExecutionData } from 'n8n-workflow';
import { getObjectName, type Run } from '../../../shared/http/responses';
import { getSplits } from '../../../shared/output/simplifyRun';
import type { RunKind } from '../../../shared/runs/kinds';
import { getOwn } from '../../../shared/utils/objects';
import { readClassesConfig, type ClassesText } from '../../parameters/config/classesConfig';
import {
	readClassOutputs,
	type Classification,
	type ClassOutputs,
} from '../../parameters/config/classOutputs';
import type { ExecutionContext } from '../executionContext';
import type { RunOrigin } from '../output/types';
import type { Job } from '../types';
import { planDocumentJobs } from './planDocuments';
import { describeProcessorRun } from './processorRequest';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

interface ClassesRun {
	kind: RunKind;
	text: ClassesText;
	/** one item for each classification of the run, or one for all */
	toItems(run: Run, origin: RunOrigin): INodeExecutionData[];
}

/** One job per document. Reads all parameters; sends nothing. */
export async function planClassesJobs(
	execution: ExecutionContext,
	params: ItemParameters,
	{ kind, text, toItems }: ClassesRun,
): Promise<Job[]> {
	const config = readClassesConfig(params, text);
	const outputs = readClassOutputs(params, text);
	const jobs = await planDocumentJobs(execution, [params], {
		kind,
		...describeProcessorRun(execution, config),
		toItems: outputs
			? (run, origin) => sendByClass(toItems(run, origin), listClassifications(run), outputs)
			: toItems,
	});
	return outputs ? jobs.map((job) => sendOthers(job, outputs)) : jobs;
}

/** In the order of the items. */
function listClassifications(run: Run): Classification[] {
	if (getObjectName(run) === 'split_run') {
		return getSplits(run).map(({ classificationId: id, type }) => ({ id, type }));
	}
	return [{ id: getOwn(run.output, 'id'), type: getOwn(run.output, 'type') }];
}

function sendByClass(
	items: INodeExecutionData[],
	classifications: Classification[],
	outputs: ClassOutputs,
): INodeExecutionData[] {
	return items.map((item, index) => {
		const classification = classifications[index];
		const outputIndex = classification && outputs.find(classification);
		return outputIndex === undefined ? item : { ...item, outputIndex };
	});
}

/** Every item without an output goes to the last one, also that of a file that was not sent. */
function sendOthers(job: Job, { last }: ClassOutputs): Job {
	return {
		...job,
		run: async () => {
			const result = await job.run();
			return Array.isArray(result)
				? result.map((item) => ({ outputIndex: last, ...item }))
				: result;
		},
	};
}
