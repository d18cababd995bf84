import path from 'node:path';
import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { Document } from '../../demoReader/layout/documentReader.mts';
import { UnreadableDocumentError } from '../../demoReader/layout/documentReader.mts';
import { editConfigSchema } from '../../validation/editConfig.mts';
import { fillForm } from '../../demoReader/formFilling/fillForm.mts';
import { storeFile } from '../../resources/files.mts';
import { validateFileInput, fileInputSchema } from '../../resources/fileInput.mts';
import { pageQueryFields, sortQueryFields } from '../../server/pagination.mts';
import { computeFormMetrics } from '../../demoReader/formFilling/formMetrics.mts';
import type { RunScript } from '../runScripts.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { createPresignedUrl } from '../../server/presignedUrls.mts';
import { parseRequest } from '../../validation/parseRequest.mts';
import { computeUsage } from '../usage.mts';
import { createFileRunRecord } from './fileRun.mts';
import type { RunKind } from '../types.mts';
import { processRun, createFailure, toSpecificFailure } from '../processRun.mts';

const bodySchema = z
	.object({ file: fileInputSchema, config: editConfigSchema.optional() })
	.strict();

// The docs have this list; the SDK does not. Which sources there are is not published.
const listQuerySchema = z
	.object({
		...pageQueryFields,
		status: z.enum(['PROCESSING', 'PROCESSED', 'FAILED']).optional(),
		source: z.string().optional(),
		fileNameContains: z.string().optional(),
		sortBy: sortQueryFields.sortBy.default('updatedAt'),
		sortDir: sortQueryFields.sortDir,
	})
	.strict();

const DEFAULT_ADVANCED_OPTIONS = {
	tableParsingEnabled: false,
	flattenPdf: true,
	radioEnumsEnabled: false,
	nativeFieldsOnly: false,
	conditionalGenerationEnabled: false,
};

const CREDITS_PER_PAGE = 2;

async function buildResult(
	state: State,
	run: Extend.EditRun,
	file: StoredFile,
	document: Document,
	script: RunScript,
): Promise<Partial<Extend.EditRun>> {
	if (file.type !== 'PDF')
		throw new UnreadableDocumentError('FILE_TYPE_NOT_SUPPORTED', 'Only PDF files can be edited.');
	const edited = await fillForm(file, document, run.config);
	if (!edited) return createFailure('EMPTY_SCHEMA', 'The document has no form fields to fill.');
	const { files } = state;
	const result = await storeFile(state, `${path.parse(file.name).name} edited.pdf`, edited.bytes);
	result.pageCount = document.pageCount;
	files.set(result.id, result);
	file.pageCount = document.pageCount;
	const { counts, times, schema, filledValues } = edited;
	return {
		status: 'PROCESSED',
		config: { ...run.config, schema },
		output: (script.output ?? {
			editedFile: { id: result.id, presignedUrl: createPresignedUrl(state, `files/${result.id}`) },
			filledValues,
		}) as Extend.EditRunOutput,
		metrics: {
			...computeFormMetrics(document, counts, times),
			processingTimeMs: times.detection + times.annotation + times.filling,
			fieldFillingTimeMs: times.filling,
		},
		usage: computeUsage({
			run,
			product: 'edit',
			creditsPerPage: CREDITS_PER_PAGE,
			files: [file],
		}),
	};
}

/** Each response contains a fresh presigned URL of the edited file. */
function withPresignedUrl(state: State, record: Extend.EditRun): Extend.EditRun {
	const { output } = record;
	if (!output || !state.files.has(output.editedFile?.id)) return record;
	const { id } = output.editedFile;
	const editedFile = { id, presignedUrl: createPresignedUrl(state, `files/${id}`) };
	return { ...record, output: { ...output, editedFile } };
}

/** `/edit` and `/edit_runs`. */
export const editRuns: RunKind<Extend.EditRun> = {
	kind: 'edit_run',
	prefix: 'edr',
	path: '/edit_runs',
	body: bodySchema,
	sync: { path: '/edit', failureAs: 'http' },
	list: { query: listQuerySchema, omittedKeys: ['config', 'output'] },
	cancellable: null,
	toResponse: (state, { record }) => withPresignedUrl(state, record),
	prepare(state, data) {
		const { file, config = {} } = parseRequest(bodySchema, data);
		validateFileInput(state, file, 'file', false);
		const inputs = [file];
		return {
			inputs,
			record: (started) => ({
				object: 'edit_run',
				...createFileRunRecord(state, started, file),
				config: {
					...(config as Extend.EditConfig),
					advancedOptions: { ...DEFAULT_ADVANCED_OPTIONS, ...config.advancedOptions },
				},
			}),
			process: (run, script) =>
				processRun(state, {
					run,
					inputs,
					script,
					buildResult: ([one], [document]) => buildResult(state, run, one, document, script),
					toFailure: toSpecificFailure,
				}),
		};
	},
};
