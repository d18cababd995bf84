/** Verify, which the SDK does not know yet, by the documents of Extend. */
import { makeInvoice } from '../../samples/index.mts';
import { callApi, uploadBytes, useBareEmulator } from '../support/client.mts';

const emulator = useBareEmulator();
const call = async (method: string, path: string, body?: unknown) =>
	await callApi(emulator, method, path, body);
const makeFile = async () => ({
	id: await uploadBytes(emulator, 'a.pdf', (await makeInvoice({ seed: 2 })).pdf),
});

test('synchronously', async () => {
	const file = await makeFile();
	const { status, json } = await call('POST', '/verify', {
		file,
		config: { engine: 'verify_light', advancedOptions: { requireParsing: true } },
		metadata: { order: 'A' },
	});
	expect([status, json]).toEqual([
		200,
		{
			object: 'verify_run',
			id: expect.stringMatching(/^vr_/),
			file: expect.objectContaining({ id: file.id }),
			status: 'PROCESSED',
			failureReason: null,
			failureMessage: null,
			metadata: { order: 'A' },
			output: { riskLevel: 'LOW', summary: expect.any(String), signals: [] },
			config: {
				engine: 'verify_light',
				engineVersion: '1.0.0',
				advancedOptions: { requireParsing: true },
			},
			usage: null,
			createdAt: expect.any(String),
			updatedAt: expect.any(String),
		},
	]);
});

test('runs: create, get, list by risk, delete', async () => {
	const file = await makeFile();
	const output = { riskLevel: 'HIGH', summary: 'Retyped total.', signals: [] };
	emulator.nextRun({ match: { kind: 'verify_run' }, output });
	const { json: started } = await call('POST', '/verify_runs', { file });
	expect(started).toMatchObject({ status: 'PROCESSING', output: null });
	await call('POST', '/verify_runs', { file });
	const path = `/verify_runs/${started.id}`;
	expect((await call('GET', path)).json.output).toEqual(output);
	const { json } = await call('GET', '/verify_runs?riskLevel=HIGH&status=PROCESSED');
	expect(json.data).toMatchObject([{ id: started.id, riskLevel: 'HIGH' }]);
	expect(json.data[0]).not.toHaveProperty('output');
	expect((await call('DELETE', path)).json).toEqual({ id: started.id });
	expect((await call('GET', path)).status).toBe(404);
});

test('cancelling a finished run changes nothing', async () => {
	emulator.options.pollsUntilDone = 1;
	const { json } = await call('POST', '/verify_runs', { file: await makeFile() });
	const cancel = async () => await call('POST', `/verify_runs/${json.id}/cancel`);
	expect((await cancel()).json.status).toBe('CANCELLED');
	const again = await cancel();
	expect([again.status, again.json.status]).toEqual([200, 'CANCELLED']);
});

test('failures', async () => {
	const id = await uploadBytes(emulator, 'a.txt', 'x');
	const wrongType = await call('POST', '/verify', { file: { id } });
	expect([wrongType.status, wrongType.json.code]).toEqual([400, 'FILE_TYPE_NOT_SUPPORTED']);
	emulator.nextRun({ status: 'FAILED', failureReason: 'NO_APPLICABLE_SIGNALS' });
	const { json } = await call('POST', '/verify_runs', { file: await makeFile() });
	expect((await call('GET', `/verify_runs/${json.id}`)).json).toMatchObject({
		status: 'FAILED',
		failureReason: 'NO_APPLICABLE_SIGNALS',
	});
});

test.each<[string, object, string]>([
	['text', { file: { text: 'x' } }, 'file.text'],
	['an unknown engine', { config: { engine: 'verify_x' } }, 'config.engine'],
	['an unknown key', { priority: 1 }, 'priority'],
])('%s is refused', async (_what, more, path) => {
	const body = { file: { url: 'https://a.example/b.pdf' }, ...more };
	const { status, json } = await call('POST', '/verify_runs', body);
	expect([status, json.message]).toEqual([400, expect.stringContaining(`Path: ${path}`)]);
});

test('an organization without Verify has none of the endpoints', async () => {
	emulator.options.verify = false;
	for (const [method, path] of [
		['POST', '/verify'],
		['POST', '/verify_runs'],
		['GET', '/verify_runs'],
		['GET', '/verify_runs/vr_1'],
	]) {
		const { status, json } = await call(method, path, method === 'POST' ? {} : undefined);
		expect([status, json.code]).toEqual([404, 'NOT_FOUND']);
	}
	expect((await call('GET', '/extract_runs')).status).toBe(200);
});
