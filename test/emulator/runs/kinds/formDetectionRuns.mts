import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { detectForm } from '../../demoReader/formFilling/detectForm.mts';
import { UnreadableDocumentError, type Document } from '../../demoReader/layout/documentReader.mts';
import { fileInputSchema, validateFileInput } from '../../resources/fileInput.mts';
import type { StoredFile } from '../../state/state.mts';
import { formDetectionConfigSchema } from '../../validation/editConfig.mts';
import { parseRequest } from '../../validation/parseRequest.mts';
import { createFailure, processRun, toSpecificFailure } from '../processRun.mts';
import type { RunKind } from '../types.mts';
import { computeFormMetrics } from '../../demoReader/formFilling/formMetrics.mts';
import type { RunScript } from '../runScripts.mts';
import { computeUsage } from '../usage.mts';
import { createFileRunRecord } from './fileRun.mts';

const bodySchema = z
	.object({ file: fileInputSchema, config: formDetectionConfigSchema.optional() })
	.strict();

const CREDITS_PER_PAGE = 1;

async function buildResult(
	run: Extend.FormDetectionRun,
	file: StoredFile,
	document: Document,
	script: RunScript,
): Promise<Partial<Extend.FormDetectionRun>> {
	if (file.type !== 'PDF')
		throw new UnreadableDocumentError('FILE_TYPE_NOT_SUPPORTED', 'Only PDF files have forms.');
	const form = await detectForm(file, document, run.config);
	if (!form) return createFailure('EMPTY_SCHEMA', 'The document has no form fields.');
	file.pageCount = document.pageCount;
	const { counts, times } = form;
	return {
		status: 'PROCESSED',
		output: (script.output ?? form.output) as Extend.EditSchemaGenerationResponse,
		metrics: computeFormMetrics(document, counts, times),
		usage: computeUsage({
			run,
			product: 'form_detection',
			creditsPerPage: CREDITS_PER_PAGE,
			files: [file],
		}),
	};
}

/** `/detect_form` and `/form_detection_runs`. */
export const formDetectionRuns: RunKind<Extend.FormDetectionRun> = {
	kind: 'form_detection_run',
	prefix: 'sgr',
	path: '/form_detection_runs',
	body: bodySchema,
	sync: { path: '/detect_form', failureAs: 'http' },
	list: null,
	cancellable: null,
	isPermanent: true,
	prepare(state, data) {
		const { file, config = {} } = parseRequest(bodySchema, data);
		validateFileInput(state, file, 'file', false);
		const inputs = [file];
		return {
			inputs,
			record: (started) => ({
				object: 'form_detection_run',
				...createFileRunRecord(state, started, file),
				config: config as Extend.EditSchemaGenerationConfig,
			}),
			process: (run, script) =>
				processRun(state, {
					run,
					inputs,
					script,
					buildResult: ([one], [document]) => buildResult(run, one, document, script),
					toFailure: toSpecificFailure,
				}),
		};
	},
};
