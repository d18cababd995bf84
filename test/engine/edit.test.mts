/** Document > Edit in the real engine: forms are filled, the file comes as binary. */
import { PDFDocument } from 'pdf-lib';
import type { Fault } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { createFormItem, createInvoicePdfItem } from '../support/documentItems.mts';
import { getItemError, runOperation, type OperationWork } from '../support/extendNode.mts';
import { readBinary, initBinaryData, type BinaryMode } from '../support/harness.mts';
import { useEmulator } from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const values = (name: string) => ({ field: [{ name: 'Full name', value: name }] });
const OWN = { operation: 'edit', fieldValues: values('={{ $json.name }}') };
const edit = async (...work: OperationWork) => await runOperation(emulator, OWN, ...work);
const named = async (name: string) => ({
	...(await createFormItem(`${name}.pdf`)),
	json: { name },
});
const posts = () =>
	emulator.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/edit'));

it('fills each form with the values of its item; the filled PDF is a file of the item', async () => {
	const { items: out, thrown } = await edit(
		[await named('Ada Lovelace'), await named('Alan Turing')],
		{},
		{
			options: { flattenPdf: false },
		},
	);
	expect(thrown).toBeUndefined();
	expect(out.map(({ json }) => json.filledValues as object)).toHaveLength(2);
	expect(JSON.stringify(out[1].json.filledValues)).toContain('Alan Turing');
	expect(out[0].json._extend).toMatchObject({ fileName: 'Ada Lovelace.pdf', status: 'PROCESSED' });
	for (const [index, name] of ['Ada Lovelace', 'Alan Turing'].entries()) {
		const { data } = out[index].binary ?? {};
		expect(data).toMatchObject({ mimeType: 'application/pdf' });
		const form = (await PDFDocument.load(await readBinary(data))).getForm();
		expect(form.getFields().length).toBeGreaterThan(0);
		const texts = form.getFields().map((field) => (field as { getText?(): string }).getText?.());
		expect(texts).toContain(name);
	}
});

it('no presigned address leaves, neither simplified nor raw; the key does not reach the storage', async () => {
	const { items: out } = await edit([await named('Ada')], { simple: false });
	expect(out[0].json).toMatchObject({
		object: 'edit_run',
		output: { editedFile: { id: expect.any(String) } },
	});
	expect(JSON.stringify(out)).not.toContain('signature=');
	expect(out[0].binary?.data).toBeDefined();
});

it.each(['default', 'filesystem'] as BinaryMode[])('the file is whole in %s mode', async (mode) => {
	await initBinaryData(mode);
	const { items: out } = await edit([await named('Ada')]);
	const bytes = await readBinary(out[0].binary?.data);
	const stored = emulator.files().find(({ id }) => id === out[0].json.editedFileId);
	expect(bytes).toHaveLength(stored?.bytes ?? -1);
	await initBinaryData('filesystem');
});

it('is started and asked for, without metadata; options and schema go into the configuration', async () => {
	const schema = {
		type: 'object',
		properties: { a: { type: ['string', 'null'], 'extend_edit:value': 'x' } },
	};
	await edit(
		[await named('Ada')],
		{ fillUsing: 'schema', formSchema: JSON.stringify(schema), waitForCompletion: false },
		{ options: { nativeFieldsOnly: true } },
	);
	expect(posts().map(({ path }) => path)).toEqual(['/edit_runs']);
	expect(posts()[0].body).toEqual({
		file: { id: expect.any(String) },
		config: { schema, advancedOptions: { nativeFieldsOnly: true } },
	});
});

it('a lost answer is not repeated: the error says that it may have run', async () => {
	emulator.faults.add({
		kind: 'reset',
		when: 'after',
		match: { method: 'POST', path: '/edit_runs' },
		times: 1,
	});
	const node = { onError: 'continueRegularOutput' as const };
	const { items: out } = await edit([await named('Ada')], {}, { node });
	expect(getItemError(out[0])).toMatchObject({
		code: 'NO_ANSWER',
		message: expect.stringContaining('connection dropped while starting the run'),
		fileId: expect.any(String),
	});
	expect(posts()).toHaveLength(1);
	expect(out[0].binary?.data).toMatchObject({ fileName: 'Ada.pdf' });
});

describe('the download', () => {
	const storage = { method: 'GET', path: '/__files/.*' };
	it.each<[string, Fault]>([
		['is cut off', { kind: 'truncate', match: storage, times: 1 }],
		[
			'is refused, as when its address is too old',
			{ kind: 'status', status: 403, match: storage, times: 1 },
		],
		['breaks off', { kind: 'reset', when: 'before', match: storage, times: 1 }],
	])('that %s is tried again with a new address', async (_name, fault) => {
		emulator.faults.add(fault);
		const { items: out, thrown } = await edit([await named('Ada')]);
		expect(thrown).toBeUndefined();
		const stored = emulator.files().find(({ id }) => id === out[0].json.editedFileId);
		expect(await readBinary(out[0].binary?.data)).toHaveLength(stored?.bytes ?? -1);
		expect(emulator.requests.filter(({ path }) => path.startsWith('/files/file_'))).toHaveLength(2);
		expect(emulator.faults.list()).toEqual([]);
	});

	it('that never comes whole is an error with the IDs, and no file', async () => {
		emulator.faults.add({ kind: 'truncate', match: storage });
		const node = { onError: 'continueRegularOutput' as const };
		const { items: out } = await edit([await named('Ada')], {}, { node });
		expect(getItemError(out[0])).toMatchObject({
			code: 'DOWNLOAD_FAILED',
			runId: expect.stringMatching(/^edr_/),
			fileId: expect.stringMatching(/^file_/),
		});
		expect(out[0].binary?.data).toMatchObject({ fileName: 'Ada.pdf' });
		expect(JSON.stringify(out)).not.toContain('signature=');
	});
});

it.each([
	['no field', { fieldValues: { field: [] } }, /Check 'Field Values': no fields are defined/],
	[
		'a field whose name is only spaces',
		{ fieldValues: { field: [{ name: ' ', value: 'x' }] } },
		/field 1: the name is empty/,
	],
	['no instructions', { fillUsing: 'instructions', instructions: ' ' }, /Check 'Instructions'/],
	[
		'a schema without fields',
		{ fillUsing: 'schema', formSchema: '{}' },
		/Check 'Form Schema': it doesn't contain any fields/,
	],
])('%s is said before anything is sent', async (_name, parameters, message) => {
	const { thrown } = await edit([await named('Ada')], parameters);
	expect(thrown?.message).toMatch(message);
	expect(emulator.requests).toEqual([]);
});

it('a document that is no form is an error item with its file', async () => {
	const node = { onError: 'continueErrorOutput' as const };
	const { errorItems, items: out } = await edit(
		[await createInvoicePdfItem(), await named('Ada')],
		{},
		{ node },
	);
	expect(out).toHaveLength(1);
	expect(getItemError(errorItems[0])).toMatchObject({
		code: 'EMPTY_SCHEMA',
		runId: expect.any(String),
	});
	expect(errorItems[0].binary?.data).toMatchObject({ fileName: 'invoice-1.pdf' });
});
