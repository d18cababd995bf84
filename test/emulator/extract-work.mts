import type { Extend } from 'extend-ai';
import { readPages, Unreadable, unopened, type Document } from './documents/reader.mts';
import { extract } from './extraction/extract.mts';
import { inferSchema } from './extraction/infer.mts';
import { newId } from './ids.mts';
import { normaliseSchema } from './schema-rules.mts';
import type { RunScript } from './scripts.mts';
import type { State, StoredFile } from './state.mts';
import { fileSummary } from './resources/files.mts';
import { Unreachable, obtain, type FileInput } from './resources/sources.mts';

type Changes = Partial<Extend.ExtractRun>;

const failed = (failureReason: string, failureMessage: string): Changes => ({
	status: 'FAILED',
	failureReason,
	failureMessage,
});

/** Credits per page, made up: what matters is that an unparsed file costs its parse as well. */
const creditsPerPage: Record<string, number> = { extraction_light: 1, extraction_performance: 2 };

function bill(
	run: Extend.ExtractRun,
	files: StoredFile[],
	fresh: StoredFile[],
	parseRunId: string,
): Extend.RunUsage {
	const { baseProcessor = 'extraction_performance' } = run.config as Extend.ExtractConfigJson;
	const pages = (some: StoredFile[]) =>
		some.reduce((sum, { pageCount }) => sum + (pageCount ?? 1), 0);
	const charge = (product: string, quantity: number, credits: number) => ({
		product,
		unit: 'page',
		quantity,
		credits,
	});
	const credits = pages(files) * (creditsPerPage[baseProcessor] ?? 2);
	const parse = pages(fresh);
	return {
		credits,
		totalCredits: credits + parse,
		breakdown: [
			{
				object: 'extract_run',
				id: run.id,
				credits,
				charges: [charge(baseProcessor, pages(files), credits)],
			},
			...(parse
				? [
						{
							object: 'parse_run',
							id: parseRunId,
							credits: parse,
							charges: [charge('parse_performance', parse, parse)],
						},
					]
				: []),
		],
	};
}

/** The parse behind the run: the one the file already has, or a new one that has to be paid. */
function parsed(files: StoredFile[], documents: Document[]) {
	const fresh = files.filter(({ parseRunId }) => !parseRunId);
	files.forEach((file, i) => {
		file.pageCount = documents[i].pageCount;
		file.parseRunId ??= newId('pr');
	});
	return { fresh, parseRunId: files[0].parseRunId! };
}

async function obtainAll(state: State, inputs: FileInput[]): Promise<StoredFile[]> {
	const files: StoredFile[] = [];
	for (const input of inputs) files.push(await obtain(state, input));
	return files;
}

async function answer(
	state: State,
	run: Extend.ExtractRun,
	files: StoredFile[],
	script: RunScript,
): Promise<Changes> {
	const documents: Document[] = [];
	for (const file of files) {
		documents.push(state.behaviour.readDocuments ? await state.reader.read(file) : unopened(file));
	}
	const config = run.config as Extend.ExtractConfigJson;
	const pages = readPages(documents, config.advancedOptions?.pageRanges);
	const schema = config.schema ?? inferSchema({ ...documents[0], pages });
	if (!schema && script.output === undefined) {
		return failed('SCHEMA_GENERATION_FAILED', 'No schema could be derived from the document.');
	}
	const { fresh, parseRunId } = parsed(files, documents);
	const images = documents.every(({ image }) => image);
	return {
		status: 'PROCESSED',
		config: schema ? { ...config, schema: normaliseSchema(schema) } : config,
		output: (script.output ??
			extract(pages, schema!, config.advancedOptions ?? {}, images)) as Extend.ExtractOutput,
		parseRunId,
		usage: bill(run, files, fresh, parseRunId),
	};
}

/** Does the work of an extract run; never rejects, since a run that cannot be done is a FAILED one. */
export async function processExtract(
	state: State,
	run: Extend.ExtractRun,
	inputs: FileInput[],
	together: boolean,
	script: RunScript,
): Promise<Changes> {
	let known: Changes = {};
	try {
		const files = await obtainAll(state, inputs);
		// Built again after reading, which counts the pages.
		const attach = (): Changes =>
			together ? { files: files.map(fileSummary), file: null } : { file: fileSummary(files[0]) };
		known = attach();
		if (script.status && script.status !== 'PROCESSED') {
			const { status, failureReason = null, failureMessage = null } = script;
			return { ...known, status, failureReason, failureMessage };
		}
		const changes = await answer(state, run, files, script);
		return { ...attach(), ...changes };
	} catch (error) {
		if (error instanceof Unreachable || error instanceof Unreadable)
			return { file: null, files: null, ...failed('FAILED_TO_PROCESS_FILE', error.message) };
		state.say(`run ${run.id}: ${error instanceof Error ? error.stack : String(error)}`);
		return { ...known, ...failed('INTERNAL_ERROR', 'An unexpected error occurred.') };
	}
}
