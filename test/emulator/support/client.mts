import { startEmulator, type Emulator, type EmulatorOptions } from '../index.mts';

/** Starts one emulator per test file and resets it before each test. */
export function useBareEmulator(options: EmulatorOptions = {}): Emulator {
	const holder: { emulator?: Emulator } = {};
	beforeAll(async () => {
		holder.emulator = await startEmulator(options);
	});
	beforeEach(() => holder.emulator?.reset());
	afterAll(async () => await holder.emulator?.close());
	return new Proxy({} as Emulator, {
		get: (_target, name) => Reflect.get(holder.emulator as Emulator, name) as unknown,
	});
}

export const createApiHeaders = ({ apiKey }: Emulator) => ({
	authorization: `Bearer ${apiKey}`,
	'x-extend-api-version': '2026-02-09',
});

export interface ApiResponse {
	status: number;
	headers: Headers;
	/** tests read fields that no type covers */
	json: any;
}

/** Sends a raw request. `more` overrides headers; undefined removes one. */
export async function callApi(
	emulator: Emulator,
	method: string,
	path: string,
	body?: unknown,
	more: Record<string, string | undefined> = {},
): Promise<ApiResponse> {
	const all = {
		...createApiHeaders(emulator),
		...(body === undefined ? {} : { 'content-type': 'application/json' }),
		...more,
	};
	const headers = Object.fromEntries(
		Object.entries(all).filter(([, value]) => value !== undefined),
	) as Record<string, string>;
	const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
	const response = await fetch(`${emulator.url}${path}`, init);
	return { status: response.status, headers: response.headers, json: await response.json() };
}

export async function uploadBytes(
	emulator: Emulator,
	name: string,
	bytes: Uint8Array | string,
): Promise<string> {
	const form = new FormData();
	form.append('file', new Blob([bytes as BlobPart]), name);
	const response = await fetch(`${emulator.url}/files/upload`, {
		method: 'POST',
		headers: createApiHeaders(emulator),
		body: form,
	});
	return ((await response.json()) as { id: string }).id;
}

const text = { type: ['string', 'null'] };
const number = { type: ['number', 'null'] };
const date = { ...text, 'extend:type': 'date' };

/** A schema with every field that `makeInvoice` prints. */
export const invoiceSchema = {
	type: 'object',
	properties: {
		invoice_number: text,
		invoice_date: date,
		due_date: date,
		supplier_name: text,
		customer_name: text,
		customer_number: text,
		currency: text,
		subtotal: number,
		tax_rate: number,
		tax_amount: number,
		total_amount: {
			type: 'object',
			'extend:type': 'currency',
			properties: { amount: number, iso_4217_currency_code: text },
			required: ['amount', 'iso_4217_currency_code'],
		},
		line_items: {
			type: 'array',
			items: {
				type: 'object',
				properties: { description: text, quantity: number, unit_price: number, amount: number },
			},
		},
	},
};
/** A single field, for tests that do not depend on the content. */
export const minimalConfig = { schema: { type: 'object', properties: { invoice_number: text } } };
