/** What the node asks of n8n for each item: a parameter once, and of a file no more than the upload needs. */
import v8 from 'node:v8';
import vm from 'node:vm';
import type { IExecuteFunctions } from 'n8n-workflow';
import { runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { Extend } from '../support/testedNodes.mts';

const emulator = useEmulator();
const FILE_CALLS = ['getBinaryMetadata', 'getBinaryStream', 'getBinaryDataBuffer'] as const;

/** Every call with its arguments, in order: `extractUsing 0` for a parameter of the first item. */
const parameters: string[] = [];
const fileCalls: string[] = [];
/** The values of 'options', each an object of its own. */
let options: Array<WeakRef<object>> = [];
let onRequest: () => Promise<void> = async () => await Promise.resolve();
const execute = Extend.prototype.execute;

/** The context of n8n, which notes what it is asked. */
function watch(context: IExecuteFunctions): IExecuteFunctions {
	const request = context.helpers.httpRequestWithAuthentication as (...args: unknown[]) => unknown;
	const helpers: object = Object.create(context.helpers, {
		...Object.fromEntries(
			FILE_CALLS.map((name) => {
				const value = (...args: unknown[]) => {
					fileCalls.push(name);
					return (context.helpers[name] as (...args: unknown[]) => unknown)(...args);
				};
				return [name, { value }];
			}),
		),
		httpRequestWithAuthentication: {
			async value(this: unknown, ...args: unknown[]) {
				await onRequest();
				return await request.apply(this, args);
			},
		},
	});
	const getNodeParameter = (name: string, index: number, ...rest: unknown[]) => {
		parameters.push(`${name} ${index}`);
		const read = context.getNodeParameter as (...args: unknown[]) => unknown;
		const value = read.call(context, name, index, ...rest);
		if (name !== 'options') return value;
		const copy = structuredClone(value) as object;
		options.push(new WeakRef(copy));
		return copy;
	};
	return Object.create(context, {
		helpers: { value: helpers },
		getNodeParameter: { value: getNodeParameter },
	}) as IExecuteFunctions;
}

beforeEach(() => {
	parameters.length = 0;
	fileCalls.length = 0;
	options = [];
	onRequest = async () => await Promise.resolve();
	jest.spyOn(Extend.prototype, 'execute').mockImplementation(async function (
		this: IExecuteFunctions,
	) {
		return await execute.call(watch(this));
	});
});
afterEach(() => jest.restoreAllMocks());

const OPTIONS = {
	metadata: { entry: [{ name: 'a', value: 'b' }] },
	confidenceThreshold: 0.9,
	'chunking.type': 'page',
	pageRanges: '1-2',
	minImageSize: 1,
	timeout: 60,
};

describe.each([
	// Size and content of a stored file, each once.
	['filesystem', ['getBinaryMetadata', 'getBinaryStream']],
	// In memory the size is known, and the content is decoded once: for the upload.
	['default', ['getBinaryDataBuffer']],
] as const)('files in mode %s', (mode, callsPerFile) => {
	beforeEach(async () => {
		await initBinaryData(mode);
	});

	it.each([1, 2])('Extract with %i items of one file', async (count) => {
		const items = await Promise.all(
			Array.from({ length: count }, async (_, n) => await createInvoiceItem(n)),
		);
		const { thrown, items: out } = await runExtend({ emulator, items, options: OPTIONS });

		expect(thrown?.message).toBeUndefined();
		expect(out).toHaveLength(count);
		expect(parameters).toEqual([...new Set(parameters)]);
		for (const name of ['options', 'parseOptions', 'fileOptions', 'reviewOptions', 'output']) {
			expect(parameters.filter((call) => call.startsWith(`${name} `))).toHaveLength(count);
		}
		const expected = Array.from({ length: count }, () => callsPerFile).flat();
		expect([...fileCalls].sort()).toEqual(expected.sort());
	});
});

it('what was read of an item is let go before its document is sent', async () => {
	v8.setFlagsFromString('--expose-gc');
	const collectGarbage = vm.runInNewContext('gc') as () => void;
	const kept: number[] = [];
	onRequest = async () => {
		if (kept.length > 0) return;
		// A reference counts until the end of the turn that made it.
		await new Promise((resolve) => setImmediate(resolve));
		collectGarbage();
		kept.push(options.filter((ref) => ref.deref()).length);
	};
	const count = 30;
	const items = Array.from({ length: count }, (_, n) => ({ json: { n } }));
	const parameters = {
		extractUsing: 'infer',
		documentSource: 'text',
		text: '=Total: {{ $json.n }}',
	};
	await runExtend({ emulator, items, parameters, options: { usageTags: 'a' } });
	expect(options).toHaveLength(count);
	// Those of the first item decide what holds for all.
	expect(kept[0]).toBeLessThanOrEqual(1);
});
