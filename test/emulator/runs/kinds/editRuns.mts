import path from 'node:path';
import { z } from 'zod';
import type { Extend } from 'extend-ai';
import type { Document } from '../../demoReader/layout/documentReader.mts';
import { Unreadable } from '../../demoReader/layout/documentReader.mts';
import { editConfig } from '../../validation/editConfig.mts';
import { edit } from '../../demoReader/formFilling/fillForm.mts';
import { storeFile } from '../../resources/files.mts';
import { checkInput, fileInput } from '../../resources/fileInput.mts';
import type { RunScript } from '../runScripts.mts';
import type { State, StoredFile } from '../../state/state.mts';
import { presign } from '../../server/presignedUrls.mts';
import { parse } from '../../validation/parseRequest.mts';
import { bill } from '../usage.mts';
import { newFileRun } from './fileRun.mts';
import type { RunKind } from '../types.mts';
import { doWork, failure, namedFailure } from '../processRun.mts';

const body = z.object({ file: fileInput, config: editConfig.optional() }).passthrough();

const defaults = {
	tableParsingEnabled: false,
	flattenPdf: true,
	radioEnumsEnabled: false,
	nativeFieldsOnly: false,
	conditionalGenerationEnabled: false,
};

const creditsPerPage = 2;

async function answer(
	state: State,
	run: Extend.EditRun,
	file: StoredFile,
	document: Document,
	script: RunScript,
): Promise<Partial<Extend.EditRun>> {
	if (file.type !== 'PDF')
		throw new Unreadable('FILE_TYPE_NOT_SUPPORTED', 'Only PDF files can be edited.');
	const edited = await edit(file, document, run.config);
	if (!edited) return failure('EMPTY_SCHEMA', 'The document has no form fields to fill.');
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
			editedFile: { id: result.id, presignedUrl: presign(state, `files/${result.id}`) },
			filledValues,
		}) as Extend.EditRunOutput,
		metrics: {
			processingTimeMs: times.detection + times.annotation + times.filling,
			pageCount: document.pageCount,
			fieldCount: counts.fields,
			fieldsDetectedCount: counts.detected,
			fieldsAnnotatedCount: counts.annotated,
			fieldDetectionTimeMs: times.detection,
			fieldAnnotationTimeMs: times.annotation,
			fieldFillingTimeMs: times.filling,
		},
		usage: bill({
			run,
			product: 'edit',
			creditsPerPage,
			files: [file],
		}),
	};
}

/** Every answer has an address of its own for the edited file, valid from then on. */
function withAddress(state: State, record: Extend.EditRun): Extend.EditRun {
	const { output } = record;
	if (!output || !state.files.has(output.editedFile?.id)) return record;
	const { id } = output.editedFile;
	const editedFile = { id, presignedUrl: presign(state, `files/${id}`) };
	return { ...record, output: { ...output, editedFile } };
}

/** `/edit` and `/edit_runs`. */
export const editRuns: RunKind<Extend.EditRun> = {
	kind: 'edit_run',
	prefix: 'edr',
	path: '/edit_runs',
	sync: { path: '/edit', failureAs: 'http' },
	list: null,
	cancel: false,
	object: (state, { record }) => withAddress(state, record),
	want(state, data) {
		const { file, config = {} } = parse(body, data);
		checkInput(state, file, 'file', false);
		const inputs = [file];
		return {
			inputs,
			record: (started) => ({
				object: 'edit_run',
				...newFileRun(state, started, file),
				config: {
					...(config as Extend.EditConfig),
					advancedOptions: { ...defaults, ...config.advancedOptions },
				},
			}),
			work: (run, script) =>
				doWork(state, {
					run,
					inputs,
					script,
					answer: ([one], [document]) => answer(state, run, one, document, script),
					failed: namedFailure,
				}),
		};
	},
};
