/** What results look like: fields, confidence, pages, parts, files. */
import { getOwn } from '../../../nodes/shared/utils/objects';
import { expectThat, held, notCheckable, notHeld, type Assumption } from '../types.mts';

const REVIEW = 'nodes/shared/output/review.ts';

export const resultChecks: Assumption[] = [
	{
		id: 'config-echo',
		assumption: 'A run has its configuration with the schema, in which currencies are marked.',
		where: ['nodes/shared/output/shape/currency.ts', 'nodes/shared/output/tableRows.ts'],
		ifWrong: 'Currencies are told by their look, so an empty one stays a single column.',
		uses: ['extract'],
		async check(session) {
			const { config } = await session.shared.finish('extract');
			const properties = getOwn(getOwn(config, 'schema'), 'properties');
			const total = getOwn(properties, 'total_amount');
			const isHeld = getOwn(total, 'extend:type') === 'currency';
			return expectThat(isHeld, `total_amount: ${JSON.stringify(total)}`);
		},
	},
	{
		id: 'metadata-paths',
		assumption: 'The metadata of a result has paths such as `line_items[0].amount`.',
		where: ['nodes/shared/utils/jsonPath.ts', 'nodes/shared/output/tableRows.ts', REVIEW],
		ifWrong: 'Low confidence in a table is reported for the document and not for its row.',
		uses: ['extract'],
		async check(session) {
			const { output } = await session.shared.finish('extract');
			const paths = Object.keys((getOwn(output, 'metadata') ?? {}) as object);
			const cell = paths.find((path) => /^line_items\[0\]\.\w+$/.test(path));
			return expectThat(cell !== undefined, paths.slice(0, 8).join(', ') || 'no paths', cell);
		},
	},
	{
		id: 'ocr-confidence',
		assumption: 'With citations, values have `ocrConfidence`.',
		where: [REVIEW],
		ifWrong: "'Minimum Confidence' sends every document to review.",
		uses: ['extract'],
		async check(session) {
			const { output } = await session.shared.finish('extract');
			const metadata = (getOwn(output, 'metadata') ?? {}) as object;
			const count = Object.values(metadata).filter(
				(entry) => typeof getOwn(entry, 'ocrConfidence') === 'number',
			).length;
			const note = `${count} of ${Object.keys(metadata).length} values`;
			return expectThat(count > 0, note, note);
		},
	},
	{
		id: 'pages-from-one',
		assumption: 'Page ranges count from 1 and include their end.',
		where: ['nodes/Extend/parameters/common/pageRanges.ts'],
		ifWrong: 'Other pages are read than those that were chosen.',
		uses: ['parse'],
		async check(session) {
			const { output, status } = await session.shared.finish('parse');
			const chunks = getOwn(output, 'chunks');
			if (!Array.isArray(chunks)) return notHeld(`no chunks: ${status}`);
			const ranges = chunks.map((chunk) => getOwn(getOwn(chunk, 'metadata'), 'pageRange'));
			const isHeld = ranges.length === 1 && getOwn(ranges[0], 'start') === 1;
			return expectThat(isHeld, `pages ${JSON.stringify(ranges)} of 1 to 1`);
		},
	},
	{
		id: 'sheets-from-zero',
		assumption: 'Ranges of Excel sheets count from 0.',
		where: ['nodes/Extend/parameters/document/fileOptions.ts'],
		ifWrong: 'Other sheets are read than those that were chosen.',
		check: () => notCheckable('it needs a workbook, which the samples cannot make'),
	},
	{
		id: 'parse-by-url',
		assumption:
			'`responseType=url` gives a finished parse run with `outputUrl` in place of its output.',
		where: ['nodes/ExtendTrigger/payload.ts'],
		ifWrong: 'Nothing yet: large results are read inline.',
		uses: ['parse'],
		async check(session) {
			const { id } = await session.shared.finish('parse');
			const query = { responseType: 'url' };
			const { body } = await session.send('GET', `/parse_runs/${id}`, { query });
			if (typeof body.outputUrl !== 'string') {
				return notHeld(body.output ? 'the output came inline' : 'neither output nor outputUrl');
			}
			const response = await fetch(body.outputUrl);
			if (!response.ok) return notHeld(`without the key its address gives ${response.status}`);
			const output: unknown = await response.json();
			return expectThat(Array.isArray(getOwn(output, 'chunks')), 'it has no chunks');
		},
	},
	{
		id: 'classify-confidence',
		assumption: 'A classify run has `type` and a `confidence` from 0 to 1.',
		where: ['nodes/shared/output/simplifyRun.ts', REVIEW],
		ifWrong: 'The item has no confidence, and nothing is sent to review.',
		uses: ['classify'],
		async check(session) {
			const { output } = await session.shared.finish('classify');
			const confidence = getOwn(output, 'confidence');
			const note = `${String(getOwn(output, 'type'))}, ${String(confidence)}`;
			const isHeld = typeof confidence === 'number' && confidence >= 0 && confidence <= 1;
			return expectThat(isHeld, note, note);
		},
	},
	{
		id: 'split-files',
		assumption: 'Each part of a split run has a file of its own, which can be read by its ID.',
		where: ['nodes/Extend/actions/document/split.operation.ts'],
		ifWrong: 'Parts cannot be processed further.',
		uses: ['split'],
		async check(session) {
			const { output, status } = await session.shared.finish('split');
			const splits = getOwn(output, 'splits');
			if (!Array.isArray(splits) || splits.length === 0) return notHeld(`no parts: ${status}`);
			const ids = splits.map((split) => String(getOwn(split, 'fileId')));
			const { ok, status: http } = await session.send('GET', `/files/${ids[0]}`);
			return expectThat(ok, `reading the file of a part: ${http}`, `${ids.length} parts`);
		},
	},
	{
		id: 'form-filling',
		assumption: 'A form is filled by instructions alone, and the result is a file with an address.',
		where: ['nodes/Extend/parameters/form/readFillForm.ts', 'nodes/shared/files/download.ts'],
		ifWrong: 'Fill Form needs a schema with the place of every field.',
		uses: ['edit'],
		async check(session) {
			const { output, status, failureReason } = await session.shared.finish('edit');
			const url = getOwn(getOwn(output, 'editedFile'), 'presignedUrl');
			if (typeof url !== 'string') return notHeld(`${status} ${String(failureReason ?? '')}`);
			const response = await fetch(url);
			const bytes = Buffer.from(await response.arrayBuffer());
			return expectThat(bytes.subarray(0, 4).toString() === '%PDF', `${response.status}, no PDF`);
		},
	},
	{
		id: 'confidence-null',
		assumption: 'Where a model has no `logprobsConfidence`, it is null or missing.',
		where: [REVIEW],
		ifWrong: "'Minimum Confidence' compares with a number that means nothing.",
		uses: ['extract'],
		async check(session) {
			const { output } = await session.shared.finish('extract');
			const metadata = (getOwn(output, 'metadata') ?? {}) as object;
			const values = Object.values(metadata).map((entry) => getOwn(entry, 'logprobsConfidence'));
			const odd = values.filter((value) => ![null, undefined].includes(value as null));
			const isNumber = odd.every((value) => typeof value === 'number' && value >= 0 && value <= 1);
			if (odd.length === 0) return held('none has it');
			return expectThat(isNumber, JSON.stringify(odd[0]), `${odd.length} have it`);
		},
	},
	{
		id: 'validation-results',
		assumption:
			'The result of a step VALIDATION lists its blocks with `valid`, `passed`, or `result`.',
		where: ['nodes/shared/output/judging/judgeWorkflowRun.ts'],
		ifWrong: 'Its failed blocks are not among the failed checks.',
		check: () => notCheckable('it needs an Extend workflow with such a step'),
	},
];
