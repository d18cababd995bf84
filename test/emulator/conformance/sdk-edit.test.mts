import { PDFDocument } from 'pdf-lib';
import { ExtendClient, type Extend } from 'extend-ai';
import { callApi, uploadBytes, useBareEmulator } from '../support/client.mts';
import { makeForm } from '../../samples/index.mts';

const emulator = useBareEmulator();
const client = () =>
	new ExtendClient({ token: emulator.apiKey, environment: emulator.url, maxRetries: 0 });
const form = async () => ({ id: await uploadBytes(emulator, 'form.pdf', await makeForm()) });
const text = { type: ['string', 'null'] };
const schema = (values: Record<string, unknown>): Extend.EditRootJson => ({
	type: 'object',
	properties: Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, { ...text, 'extend_edit:value': value }]),
	),
});

async function saved(run: Extend.EditRun) {
	const response = await fetch(run.output!.editedFile.presignedUrl);
	return await PDFDocument.load(await response.arrayBuffer());
}
const parsed = async (id: string) =>
	(await client().parse({ file: { id } })).output!.chunks[0].content;

describe('edit with the SDK', () => {
	test('values of the schema stand in the fields', async () => {
		const config = {
			schema: schema({
				full_name: 'Ada Lovelace',
				employees: 12,
				newsletter: true,
				country: 'France',
				payment: 'card',
			}),
			advancedOptions: { flattenPdf: false },
		};
		const file = await form();
		const run = await client().edit({ file, config });
		expect(run).toMatchObject({
			object: 'edit_run',
			status: 'PROCESSED',
			file: { id: file.id, name: 'form.pdf', metadata: { pageCount: 1 } },
			output: {
				filledValues: {
					full_name: 'Ada Lovelace',
					employees: 12,
					newsletter: true,
					country: 'France',
					payment: 'card',
				},
			},
			metrics: { pageCount: 1, fieldCount: 5, fieldsDetectedCount: 7, fieldsAnnotatedCount: 5 },
			usage: { breakdown: [{ object: 'edit_run', id: run.id }] },
		});
		expect(Object.keys(run)).not.toEqual(expect.arrayContaining(['metadata']));
		expect(run).not.toHaveProperty('createdAt');
		const fields = (await saved(run)).getForm();
		expect(fields.getTextField('full_name').getText()).toBe('Ada Lovelace');
		expect(fields.getTextField('employees').getText()).toBe('12');
		expect(fields.getTextField('email').getText()).toBeUndefined();
		expect(fields.getCheckBox('newsletter').isChecked()).toBe(true);
		expect(fields.getDropdown('country').getSelected()).toEqual(['France']);
		expect(fields.getRadioGroup('payment').getSelected()).toBe('card');
	});

	test('flattened by default; the values become text', async () => {
		const config = { schema: schema({ city: 'Ghent-Zuid 42' }) };
		const run = await client().edit({ file: await form(), config });
		expect((await saved(run)).getForm().getFields()).toEqual([]);
		expect(run.config.advancedOptions).toMatchObject({ flattenPdf: true });
		expect(await parsed(run.output!.editedFile.id)).toContain('Ghent-Zuid 42');
	});

	test.each([
		['Full name: Grace Hopper', { full_name: 'Grace Hopper' }],
		['Set the city to Paris; e-mail = g@navy.example', { city: 'Paris', email: 'g@navy.example' }],
		['Check Newsletter. Fill country with germany.', { newsletter: true, country: 'Germany' }],
		['- name: Ada Lovelace\n- City: London', { full_name: 'Ada Lovelace', city: 'London' }],
		['Make it look nice', {}],
		['Shoe size: 43', {}],
	])('instructions: %s', async (instructions, filled) => {
		const run = await client().edit({ file: await form(), config: { instructions } });
		expect(run.output!.filledValues).toEqual(filled);
		expect(Object.keys(run.config.schema!.properties)).toHaveLength(7);
	});

	test('a value in the schema overrides instructions', async () => {
		const config = { schema: schema({ city: 'Lyon' }), instructions: 'City: Nice; Full name: X' };
		const run = await client().edit({ file: await form(), config });
		expect(run.output!.filledValues).toEqual({ city: 'Lyon' });
	});

	test('create, get, poll, delete; every GET returns a new URL', async () => {
		const config = { schema: schema({ city: 'Lyon' }) };
		const started = await client().editRuns.create({ file: await form(), config });
		expect(started).toMatchObject({ status: 'PROCESSING', output: null, metrics: null });
		const run = await client().editRuns.retrieve(started.id);
		expect((await fetch(run.output!.editedFile.presignedUrl)).status).toBe(200);
		emulator.options.presignedUrlMs = -1;
		const late = await client().editRuns.retrieve(run.id);
		expect((await fetch(late.output!.editedFile.presignedUrl)).status).toBe(403);
		const polled = await client().editRuns.createAndPoll({ file: await form(), config });
		expect(polled.status).toBe('PROCESSED');
		expect(await client().editRuns.delete(run.id)).toEqual({ id: run.id });
		await expect(client().editRuns.retrieve(run.id)).rejects.toMatchObject({ statusCode: 404 });
		expect(emulator.runs('edit_run').map(({ id }) => id)).toEqual([polled.id]);
		expect(emulator.billedRuns('edit_run')).toHaveLength(2);
	});
});

describe('what edit refuses', () => {
	test.each([
		['text', { file: { text: 'x' } }, 'file.text'],
		['no file', {}, 'file'],
		['a schema that is no object', { config: { schema: { type: 'array' } } }, 'config.schema.type'],
		[
			'a field type',
			{
				config: {
					schema: { type: 'object', properties: { a: { 'extend_edit:field_type': 'x' } } },
				},
			},
			'config.schema.properties.a.extend_edit:field_type',
		],
		[
			'an option',
			{ config: { advancedOptions: { flattenPdf: 'yes' } } },
			'config.advancedOptions.flattenPdf',
		],
	])('%s', async (_what, body, path) => {
		const file = { url: 'http://127.0.0.1/a.pdf' };
		const sent = 'config' in body ? { file, ...body } : body;
		for (const route of ['/edit', '/edit_runs']) {
			const { status, json } = await callApi(emulator, 'POST', route, sent);
			expect([status, json.message]).toEqual([400, expect.stringContaining(`Path: ${path}`)]);
		}
	});

	test.each([
		['FILE_TYPE_NOT_SUPPORTED', 400, 'a.txt', async () => 'Name:'],
		['CORRUPT_FILE', 422, 'a.pdf', async () => '%PDF-1.4 nonsense'],
		['EMPTY_SCHEMA', 422, 'a.pdf', async () => await makeForm({ fields: false })],
	])('%s is HTTP %i at once and a failed run later', async (reason, status, name, bytes) => {
		const file = { id: await uploadBytes(emulator, name, await bytes()) };
		const now = await callApi(emulator, 'POST', '/edit', { file });
		expect([now.status, now.json.code]).toEqual([status, reason]);
		const { id } = await client().editRuns.create({ file });
		const run = await client().editRuns.retrieve(id);
		expect(run).toMatchObject({ status: 'FAILED', failureReason: reason, output: null });
	});

	test('the list, which the SDK does not have', async () => {
		const file = await form();
		const run = await client().edit({ file });
		emulator.options.pollsUntilDone = 9;
		await client().editRuns.create({ file });
		const list = async (query: string) => await callApi(emulator, 'GET', `/edit_runs?${query}`);
		const { json } = await list('status=PROCESSED&fileNameContains=form&sortDir=asc');
		expect(json.data).toMatchObject([{ object: 'edit_run', id: run.id, file: { id: file.id } }]);
		expect(json.data[0]).not.toHaveProperty('output');
		expect((await list('')).json.data).toHaveLength(2);
		expect((await list('status=CANCELLED')).status).toBe(400);
	});

	test('there is no cancel', async () => {
		const { id } = await client().editRuns.create({ file: await form() });
		expect((await callApi(emulator, 'POST', `/edit_runs/${id}/cancel`)).status).toBe(404);
	});
});
