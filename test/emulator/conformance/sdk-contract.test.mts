/** What the emulator accepts and answers, compared with the SDK's types, endpoint by endpoint. */
import { Extend } from 'extend-ai';
import { z } from 'zod';
import type { RouteContract } from '../server/apiRoute.mts';
import { createServer } from '../server/createServer.mts';
import { filterValues } from '../runs/filterValues.mts';
import { State } from '../state/state.mts';
import { newerRoutes, notOffered, sdkRoutes } from './sdkRoutes.mts';
import { SdkTypes } from './sdkTypes.mts';

/** Keys that the docs have and the SDK does not have yet, or that only the command line tool sends. */
const NEWER_KEYS = [
	'edit $.config.engineVersion: not in the SDK',
	'editRuns.create $.config.engineVersion: not in the SDK',
	'parseRuns.list $.limit: not in the SDK',
];

/** All file inputs share a schema. Where text is not accepted, `validateFileInput` refuses it afterwards. */
const CHECKED_LATER = /\.(file|files\[\])\.text: not in the SDK$/;

type Contract = Required<RouteContract<z.ZodTypeAny, z.ZodTypeAny>>;
const types = new SdkTypes();
const contracts = new Map<string, Contract>();

beforeAll(async () => {
	const state = new State({});
	const app = createServer(state);
	app.addHook('onRoute', ({ method, url, config }) => {
		const contract = (config as { contract?: Contract } | undefined)?.contract;
		if (contract && method !== 'HEAD') contracts.set(`${String(method)} ${url}`, contract);
	});
	await app.ready();
	await app.close();
	await state.close();
});

/** Query and body in one: the SDK has a single request for both. */
function getRequestSchema(route: string): z.ZodTypeAny {
	const { query, body } = contracts.get(route)!;
	if (!(query instanceof z.ZodObject) || !(body instanceof z.ZodObject)) return body;
	const merged = query.merge(body);
	const isStrict = [query, body].every((one) => one._def.unknownKeys === 'strict');
	// A password comes with the upload itself, as a form field.
	const shape: z.ZodRawShape =
		route === 'POST /files/upload' ? { password: z.string().optional() } : {};
	return isStrict ? merged.extend(shape).strict() : merged;
}

test('every call of the SDK is offered, or it says why not', () => {
	const isNamed = (call: string) =>
		call in notOffered || `${call.split('.')[0]}.*` in notOffered || sdkRoutes.has(call);
	expect(types.listCalls().filter((call) => !isNamed(call))).toEqual([]);
	expect([...sdkRoutes.values()].filter((route) => !contracts.has(route))).toEqual([]);
});

test('every endpoint is one of the SDK, or newer', () => {
	const known = new Set(sdkRoutes.values());
	expect([...contracts.keys()].filter((route) => !known.has(route))).toEqual(newerRoutes);
});

test.each([...sdkRoutes])(
	'the request of %s (%s) has the keys of the SDK and no others',
	(call, route) => {
		const problems = types
			.findRequestProblems(call, getRequestSchema(route))
			.map((problem) => `${call} ${problem}`)
			.filter((problem) => !NEWER_KEYS.includes(problem) && !CHECKED_LATER.test(problem));
		expect(problems).toEqual([]);
	},
);

test('filters accept what the SDK lists', () => {
	const fromSdk: Record<keyof typeof filterValues, object> = {
		processorRunStatus: Extend.ProcessorRunStatus,
		parseRunStatus: Extend.ParseRunsListRequestStatus,
		workflowRunStatus: Extend.WorkflowRunStatus,
		runSource: Extend.RunSource,
		parseRunSource: Extend.ParseRunSource,
	};
	for (const [name, values] of Object.entries(fromSdk))
		expect([name, filterValues[name as keyof typeof filterValues]]).toEqual([
			name,
			Object.values(values),
		]);
});
