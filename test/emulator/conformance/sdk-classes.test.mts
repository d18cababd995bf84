import { ExtendClient, type Extend } from 'extend-ai';
import { seededIds } from '../index.mts';
import { callApi, minimalConfig, uploadBytes, useBareEmulator } from '../support/client.mts';
import {
	makeBundle,
	makeInvoice,
	makePng,
	makeReceipt,
	type Locale,
} from '../../samples/index.mts';

const emulator = useBareEmulator();
const client = () =>
	new ExtendClient({ token: emulator.apiKey, environment: emulator.url, maxRetries: 0 });
const classifier = { id: seededIds.documentTypes };
const splitter = { id: seededIds.bundles };
const other = { id: 'rest', type: 'other', description: 'Everything else' };
const letter = 'Dear Ms Lovelace,\n\nmany thanks for the visit.\n\nKind regards\nCharles';
const polling = { initialDelayMs: 1, maxDelayMs: 2, maxWaitMs: 5000 };

async function bundle(seed = 1) {
	const { pdf, expected } = await makeBundle({ seed });
	return { id: await uploadBytes(emulator, 'scan.pdf', pdf), expected };
}

describe('classify with the SDK', () => {
	test.each<[number, Locale]>([
		[1, 'en'],
		[2, 'de'],
		[3, 'fr'],
		[4, 'nl'],
		[5, 'en'],
		[6, 'de'],
	])('an invoice is classified as invoice (seed %i, %s)', async (seed, locale) => {
		const { pdf } = await makeInvoice({ seed, locale });
		const id = await uploadBytes(emulator, 'a.pdf', pdf);
		const run = await client().classify({ classifier, file: { id } });
		expect(run).toMatchObject({
			object: 'classify_run',
			status: 'PROCESSED',
			output: { id: 'invoice', type: 'invoice', insights: [{ type: 'reasoning' }] },
			classifier: { object: 'classifier', id: seededIds.documentTypes, name: 'Document Types' },
			classifierVersion: { object: 'classifier_version', version: '1.1' },
			file: { id },
			usage: { credits: 1, totalCredits: 2 },
		});
		expect(run.output!.confidence).toBeGreaterThan(0.5);
		expect(run).not.toHaveProperty('files');
		expect(run).not.toHaveProperty('edits');
	});

	test('receipts, letters and other documents', async () => {
		for (const seed of [1, 2, 3]) {
			const id = await uploadBytes(emulator, 'a.pdf', (await makeReceipt({ seed })).pdf);
			expect((await client().classify({ classifier, file: { id } })).output!.type).toBe('receipt');
		}
		const type = async (text: string) =>
			(await client().classify({ classifier, file: { text } })).output!.type;
		expect(await type(letter)).toBe('letter');
		expect(await type('Measured at dawn: 4 mm of rain, wind from the west.')).toBe('other');
	});

	test('the classes decide, nothing else: renamed ones are matched by their own words', async () => {
		const config = {
			classifications: [
				{ id: 'c1', type: 'weather', description: 'Rain, wind, sunshine' },
				{ id: 'c2', type: 'recipe', description: 'Flour, sugar, oven' },
				other,
			],
		};
		const classifyText = async (text: string) =>
			(await client().classify({ config, file: { text } })).output!.id;
		expect(await classifyText('Rain and wind all day')).toBe('c1');
		expect(await classifyText('200 g flour, 80 g sugar')).toBe('c2');
		expect(await classifyText('Invoice No. 7, due date tomorrow')).toBe('rest');
	});

	test('an image cannot be read', async () => {
		const id = await uploadBytes(emulator, 'a.png', makePng());
		const { output } = await client().classify({ classifier, file: { id } });
		expect(output).toMatchObject({ type: 'other', confidence: 0.1 });
	});

	test('runs: create, get, list, poll, cancel, delete', async () => {
		const started = await client().classifyRuns.create({
			classifier: { ...classifier, version: '1.0' },
			file: { text: letter },
			metadata: { key: 'k' },
			priority: 3,
		});
		expect(started).toMatchObject({ status: 'PROCESSING', output: null });
		const run = await client().classifyRuns.retrieve(started.id);
		expect(run).toMatchObject({ output: { type: 'other' }, classifierVersion: { version: '1.0' } });
		const ids = async (query: Extend.ClassifyRunsListRequest) =>
			(await client().classifyRuns.list(query)).data.map(({ id }) => id);
		expect(await ids({ classifierId: seededIds.documentTypes, source: 'API' })).toEqual([run.id]);
		expect(await ids({ classifierId: 'cl_none' })).toEqual([]);
		const [summary] = (await client().classifyRuns.list({ sortBy: 'createdAt' })).data;
		expect(summary).toMatchObject({ metadata: { key: 'k' } });
		expect(summary).not.toHaveProperty('output');
		emulator.options.pollsUntilDone = 2;
		const polled = await client().classifyRuns.createAndPoll(
			{ classifier, file: { text: letter } },
			polling,
		);
		expect(polled.output!.type).toBe('letter');
		const other = await client().classifyRuns.create({ classifier, file: { text: letter } });
		expect((await client().classifyRuns.cancel(other.id)).status).toBe('CANCELLED');
		expect(await client().classifyRuns.delete(run.id)).toEqual({ id: run.id });
		expect(emulator.runs('classify_run').map(({ id }) => id)).toEqual([polled.id, other.id]);
		expect(emulator.billedRuns('classify_run')).toHaveLength(2);
		// An ID of another resource type is not found.
		await expect(client().extractRuns.retrieve(polled.id)).rejects.toMatchObject({
			statusCode: 404,
		});
	});

	test('a failed synchronous run: as a run or as an error', async () => {
		const file = { id: await uploadBytes(emulator, 'a.pdf', '%PDF-1.4 nonsense') };
		expect(await client().classify({ classifier, file })).toMatchObject({
			status: 'FAILED',
			failureReason: 'FAILED_TO_PROCESS_FILE',
			file: null,
		});
		emulator.options.syncFailureAs = 'http';
		await expect(client().classify({ classifier, file })).rejects.toMatchObject({
			statusCode: 422,
		});
	});
});

describe('split with the SDK', () => {
	test.each([1, 2, 3, 4, 5, 6])('a bundle is split into its documents (seed %i)', async (seed) => {
		const { id, expected } = await bundle(seed);
		const run = await client().split({ splitter, file: { id } });
		expect(run).toMatchObject({
			object: 'split_run',
			status: 'PROCESSED',
			splitter: { object: 'splitter', id: seededIds.bundles },
			splitterVersion: { object: 'splitter_version', version: '1.0' },
		});
		const { splits } = run.output!;
		expect(
			splits.map(({ type, startPage, endPage, identifier }) => [
				type,
				startPage,
				endPage,
				identifier,
			]),
		).toEqual(
			expected.map((part) => [
				part.type,
				part.startPage,
				part.endPage,
				part.type === 'invoice' ? part.values.invoice_number : part.values.receipt_number,
			]),
		);
		const [, second] = splits;
		const child = await client().files.retrieve(second.fileId);
		expect(child).toMatchObject({
			parentFileId: id,
			type: 'PDF',
			metadata: {
				pageCount: 2,
				parentSplit: { id: second.id, type: 'invoice', startPage: 2, endPage: 3 },
			},
		});
		const bytes = Buffer.from(await (await fetch(child.presignedUrl!)).arrayBuffer());
		expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
		const extracted = await client().extract({
			config: minimalConfig,
			file: { id: second.fileId },
		});
		expect((extracted.output as Extend.ExtractOutputJson).value.invoice_number).toBe(
			second.identifier,
		);
		expect(extracted.file?.metadata.pageCount).toBe(2);
	});

	test('the classes of the config decide; a document of one kind is one part', async () => {
		const { id } = await bundle(7);
		const config = { splitClassifications: [other] };
		const { output } = await client().split({ config, file: { id } });
		expect(output!.splits.every(({ classificationId }) => classificationId === 'rest')).toBe(true);
		const text = await uploadBytes(emulator, 'letter.txt', `${letter}\f${letter}`);
		const splits = (await client().split({ config, file: { id: text } })).output!.splits;
		expect(splits.map(({ startPage, endPage }) => [startPage, endPage])).toEqual([[1, 2]]);
		const child = await client().files.retrieve(splits[0].fileId);
		expect(await (await fetch(child.presignedUrl!)).text()).toContain('Dear Ms Lovelace');
	});

	test('page number 1 starts a document, higher numbers continue it', async () => {
		const page = (text: string, number: number) =>
			`${text}${'\n'.repeat(57 - text.split('\n').length)}Page ${number}`;
		const pages = [page(letter, 1), page('A second page', 2), page(letter, 1)];
		const id = await uploadBytes(emulator, 'letters.txt', pages.join('\f'));
		const splitClassifications = [
			{ id: 'letter', type: 'letter', description: 'Dear, kind regards' },
			other,
		];
		const { output } = await client().split({ config: { splitClassifications }, file: { id } });
		expect(
			output!.splits.map(({ type, startPage, endPage }) => [type, startPage, endPage]),
		).toEqual([
			['letter', 1, 2],
			['letter', 3, 3],
		]);
	});

	test('runs: create, get, list, poll, cancel, delete', async () => {
		const { id } = await bundle(8);
		const started = await client().splitRuns.create({ splitter, file: { id } });
		const run = await client().splitRuns.retrieve(started.id);
		expect(run.output!.splits).toHaveLength(3);
		const list = await client().splitRuns.list({ splitterId: seededIds.bundles });
		expect(list.data.map((one) => one.id)).toEqual([run.id]);
		expect(list.data[0]).not.toHaveProperty('output');
		emulator.options.pollsUntilDone = 2;
		expect(
			(await client().splitRuns.createAndPoll({ splitter, file: { id } }, polling)).status,
		).toBe('PROCESSED');
		const other = await client().splitRuns.create({ splitter, file: { id } });
		expect((await client().splitRuns.cancel(other.id)).status).toBe('CANCELLED');
		expect(await client().splitRuns.delete(run.id)).toEqual({ id: run.id });
		await expect(client().splitRuns.retrieve(run.id)).rejects.toMatchObject({ statusCode: 404 });
	});
});

describe('classifiers and splitters with the SDK', () => {
	const classifications = [{ id: 'a', type: 'a', description: 'Alpha' }, other];

	test('a classifier: create, clone, update, publish, list', async () => {
		const made = await client().classifiers.create({ name: 'Mine', config: { classifications } });
		expect(made).toMatchObject({
			object: 'classifier',
			name: 'Mine',
			draftVersion: {
				version: 'draft',
				classifierId: made.id,
				config: { baseProcessor: 'classification_performance', classifications },
			},
		});
		const copy = await client().classifiers.create({ name: 'Copy', cloneClassifierId: made.id });
		expect(copy.draftVersion.config).toEqual(made.draftVersion.config);
		const config = { classifications: [other] };
		await client().classifiers.update(made.id, { name: 'Renamed', config });
		expect((await client().classifiers.retrieve(made.id)).name).toBe('Renamed');
		const version = await client().classifierVersions.create(made.id, { releaseType: 'minor' });
		expect(version).toMatchObject({ object: 'classifier_version', version: '1.0', config });
		const versions = await client().classifierVersions.list(made.id);
		expect(versions.data.map((one) => one.version)).toEqual(['draft', '1.0']);
		expect((await client().classifierVersions.retrieve(made.id, 'latest')).id).toBe(version.id);
		const names = (await client().classifiers.list({ sortDir: 'asc' })).data.map(
			({ name }) => name,
		);
		expect(names).toEqual(['Document Types', 'Renamed', 'Copy']);
		await expect(client().extractors.retrieve(made.id)).rejects.toMatchObject({ statusCode: 404 });
	});

	test('a splitter: create, clone, update, publish, list', async () => {
		const made = await client().splitters.create({
			name: 'Mine',
			config: { splitClassifications: classifications },
		});
		expect(made.draftVersion).toMatchObject({ object: 'splitter_version', splitterId: made.id });
		const copy = await client().splitters.create({ name: 'Copy', cloneSplitterId: made.id });
		expect(copy.draftVersion.config).toEqual(made.draftVersion.config);
		await client().splitters.update(made.id, { name: 'Renamed' });
		const version = await client().splitterVersions.create(made.id, { releaseType: 'major' });
		expect((await client().splitterVersions.retrieve(made.id, '1.0')).id).toBe(version.id);
		expect((await client().splitterVersions.list(made.id)).data).toHaveLength(2);
		const names = (await client().splitters.list({ sortDir: 'asc' })).data?.map(({ name }) => name);
		expect(names).toEqual(['Bundles', 'Renamed', 'Copy']);
	});
});

describe('what classify and split refuse', () => {
	const file = { url: 'http://127.0.0.1/a.pdf' };
	const config = { classifications: [other] };
	const splitConfig = { splitClassifications: [other] };
	test.each<[string, string, object, number, string]>([
		['neither classifier nor config', 'classify', { file }, 400, 'classifier'],
		['both', 'classify', { file, classifier, config }, 400, 'not both'],
		['no file', 'classify', { config }, 400, 'Path: file'],
		['an unknown classifier', 'classify', { file, classifier: { id: 'cl_no' } }, 404, 'cl_no'],
		['an extractor', 'classify', { file, classifier: { id: seededIds.invoices } }, 404, 'ex_'],
		[
			'no classes',
			'classify',
			{ file, config: { classifications: [] } },
			400,
			'Path: config.classifications',
		],
		[
			'no class for the rest',
			'classify',
			{ file, config: { classifications: [{ ...other, type: 'x' }] } },
			400,
			'"other"',
		],
		[
			'equal ids',
			'classify',
			{ file, config: { classifications: [other, { ...other, type: 'x' }] } },
			400,
			'classifications.1.id',
		],
		[
			'a class without description',
			'classify',
			{ file, config: { classifications: [{ id: 'a', type: 'other' }] } },
			400,
			'classifications.0.description',
		],
		[
			'an unknown processor',
			'classify',
			{ file, config: { ...config, baseProcessor: 'splitting_light' } },
			400,
			'config.baseProcessor',
		],
		[
			'classes that break in an override',
			'classify',
			{ file, classifier: { ...classifier, overrideConfig: { classifications: [] } } },
			400,
			'classifier.overrideConfig',
		],
		['text to split', 'split', { file: { text: 'x' }, config: splitConfig }, 400, 'file.text'],
		['neither splitter nor config', 'split', { file }, 400, 'splitter'],
		['the classes of a classifier', 'split', { file, config }, 400, 'config.classifications'],
		['no classes to split into', 'split', { file, config: {} }, 400, 'config.splitClassifications'],
	])('%s', async (_what, route, body, status, message) => {
		for (const path of [`/${route}`, `/${route}_runs`]) {
			const answer = await callApi(emulator, 'POST', path, body);
			expect([answer.status, answer.json.message]).toEqual([
				status,
				expect.stringContaining(message),
			]);
		}
		expect(emulator.runs('all')).toEqual([]);
	});
});
