/** What zod lets in, with both of its major versions: every answer of Extend, and no copy of it. */
import { z } from 'zod';
import {
	parseApiObject,
	parseErrorEnvelope,
	parseEvent,
	parseListPage,
	parseProvidedOutputs,
	parseRun,
} from '../../nodes/shared/http/responses';

declare const ZOD_MAJOR: number;

it('runs with the zod that this project is for', () => {
	expect('core' in z ? 4 : 3).toBe(ZOD_MAJOR);
});

/** Unknown members, names that objects have by themselves, and values of any type. */
const UNKNOWN = JSON.parse(
	'{"new":{"a":[1,null]},"constructor":"x","__proto__":{"b":1},"toString":null}',
) as object;
const run = { ...UNKNOWN, id: 'exr_1', status: 'A_NEW_STATUS' };
const event = { ...UNKNOWN, eventId: 'event_1', eventType: 'a.new_type', payload: UNKNOWN };

it.each<[string, (value: unknown) => unknown, object]>([
	['a run', parseRun, run],
	['an API object', parseApiObject, { ...UNKNOWN, id: 'file_1' }],
	['the longest ID that Extend may give', parseApiObject, { id: 'x'.repeat(255) }],
	['an event', parseEvent, event],
])('%s is taken itself, with all that is unknown in it', (_what, take, value) => {
	const before = JSON.stringify(value);
	expect(take(value)).toBe(value);
	expect(JSON.stringify(value)).toBe(before);
});

/** Has a length that is no number and cannot become one. */
const ODD_LENGTH = { length: { toString: null } };
const NONE = [undefined, null, '', 'text', 0, true, [], [{ id: 'exr_1', status: 'X' }]];

it.each<[string, (value: unknown) => unknown, unknown[]]>([
	[
		'a run',
		parseRun,
		[
			...NONE,
			{},
			{ id: 'exr_1' },
			{ ...run, id: '' },
			{ ...run, status: 1 },
			{ ...run, status: ODD_LENGTH },
		],
	],
	[
		'an API object',
		parseApiObject,
		[...NONE, {}, { id: ODD_LENGTH }, { id: '' }, { id: null }, { id: 'x'.repeat(256) }],
	],
	[
		'an event',
		parseEvent,
		[
			...NONE,
			{},
			{ ...event, eventId: '' },
			{ ...event, eventType: ODD_LENGTH },
			{ ...event, payload: [] },
			{ ...event, payload: null },
		],
	],
])('%s is not taken when a part of it is missing or of another type', (_what, take, values) => {
	for (const value of values) expect(take(value)).toBeUndefined();
});

it.each([
	[{ data: [], nextPageToken: null }, undefined],
	[{ data: [] }, undefined],
	[{ data: [], nextPageToken: '' }, undefined],
	[{ data: [{ ...UNKNOWN, id: 'ex_1' }], nextPageToken: 'next', more: 1 }, 'next'],
])('a page of a list: %j', (value, nextPageToken) => {
	const page = parseListPage(value);
	expect(page?.data).toBe(value.data);
	expect(page?.nextPageToken).toBe(nextPageToken);
});

it('no page of a list', () => {
	const broken = [{}, { data: {} }, { data: [{}] }, { data: [], nextPageToken: 1 }];
	for (const value of [...NONE, ...broken]) expect(parseListPage(value)).toBeUndefined();
});

it('results that a user provides are taken themselves, when each has an output', () => {
	const outputs = [{ ...UNKNOWN, processorId: 'ex_1', output: UNKNOWN }];
	expect(parseProvidedOutputs(outputs)).toBe(outputs);
	expect(parseProvidedOutputs([])).toEqual([]);
	for (const value of [{}, [{}], [{ output: [] }], [{ output: 'x' }], [null], 'x', undefined]) {
		expect(parseProvidedOutputs(value)).toBeUndefined();
	}
});

it.each<[unknown, object]>([
	[{ code: 'A', message: 'b', retryable: false, requestId: 'c' }, {}],
	[{ error: { code: 'A', message: 'b', retryable: false, requestId: 'c' } }, {}],
	// What is of another type is left out; the rest is still told.
	[
		{ code: 1, message: 'b', retryable: false, requestId: {} },
		{ code: undefined, requestId: undefined },
	],
	[
		{ code: 'A', message: {}, retryable: 'no', requestId: 'c' },
		{ message: undefined, retryable: undefined },
	],
])('an error: %j', (body, differing) => {
	const whole = { code: 'A', message: 'b', retryable: false, requestId: 'c' };
	expect(parseErrorEnvelope(body)).toEqual({ ...whole, ...differing });
});

it('an error that is a text, and bodies that are no errors', () => {
	expect(parseErrorEnvelope({ success: false, error: 'why' })).toEqual({ message: 'why' });
	for (const body of NONE) expect(parseErrorEnvelope(body)).toBeUndefined();
});

// Of gateways in front of APIs, and of servers that are not Extend.
it.each<object>([
	{},
	{ message: 'no Route matched with those values' },
	{ message: 'Forbidden', requestId: 'abc' },
	{ error: 'Not Found' },
	{ timestamp: 1, status: 404, error: 'Not Found', path: '/files' },
	{ error: { code: 404, message: 'Not found', status: 'NOT_FOUND' } },
	{ error: { code: 'ResourceNotFound', message: 'The resource was not found' } },
	{ code: 'not_found', message: 'x' },
	{ code: 'NOT_FOUND' },
	{ success: true, error: 'why' },
])('an error of another server: %j', (body) => {
	expect(parseErrorEnvelope(body)).toBeUndefined();
});
