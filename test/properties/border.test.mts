/** Incoming data never causes a crash, and accepted data is used unchanged. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import {
	parseErrorEnvelope,
	parseEvent,
	parseListPage,
	parseRun,
	parseApiObject,
} from '../../nodes/shared/http/responses';
import { toObject } from '../../nodes/shared/utils/objects';
import { toApiError, toErrorJson } from '../../nodes/shared/errors/apiError';
import { readResponse, readException, type Outcome } from '../../nodes/shared/http/outcome';
import { anyBody, anyEvent, anyPage, anyRun } from './arbitraries/apiResponses.mts';
import { anyJson, mostlyValid, openObject } from './arbitraries/json.mts';
import { testProperty } from './property.mts';
import { deepFreeze } from './oracles/jsonEquality.mts';

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isId = (value: unknown) => isFilled(value) && value.length <= 255;

/** Accepted values are the same object: a copy could lose properties. */
function assertAcceptedAsIs(taken: unknown, value: unknown, fits: boolean): void {
	if (taken !== (fits ? value : undefined)) throw new Error(`taken as ${String(taken)}`);
}

testProperty('runs, files and objects are accepted unchanged', mostlyValid(anyRun), (value) => {
	deepFreeze(value);
	const fields = isObject(value) ? value : undefined;
	assertAcceptedAsIs(toObject(value), value, fields !== undefined);
	assertAcceptedAsIs(parseApiObject(value), value, isId(fields?.id));
	assertAcceptedAsIs(parseRun(value), value, isId(fields?.id) && isFilled(fields?.status));
});

testProperty('events are accepted unchanged', anyEvent, (value) => {
	deepFreeze(value);
	const fields = isObject(value) ? value : {};
	const fits = isFilled(fields.eventId) && isFilled(fields.eventType) && isObject(fields.payload);
	assertAcceptedAsIs(parseEvent(value), value, fits);
});

testProperty('list pages are accepted unchanged', anyPage, (value) => {
	deepFreeze(value);
	const { data, nextPageToken: token } = isObject(value) ? value : ({} as IDataObject);
	const isToken = token === undefined || token === null || typeof token === 'string';
	const isData = Array.isArray(data) && data.every((one: unknown) => isObject(one) && isId(one.id));
	const page = parseListPage(value);
	assertAcceptedAsIs(page?.data, data, isData && isToken);
	expect(page?.nextPageToken).toBe(
		isData && isToken && token !== '' ? (token ?? undefined) : undefined,
	);
});

/** Failures become error items, so all texts must be strings. */
function assertReportable(outcome: Outcome): void {
	if (outcome.kind === 'succeeded' || outcome.kind === 'aborted') return;
	const { error } = toErrorJson(toApiError(outcome.error, 'starting the extract run').details);
	const { message, description, code } = error as Record<string, unknown>;
	for (const text of [message, description, code]) {
		expect(typeof text).toBe('string');
		expect(text).not.toMatch(/undefined|\[object|native code|^ while/);
		expect((text as string).length).toBeLessThan(2000);
	}
}

const answer = fc.record({
	statusCode: fc.oneof(
		fc.constantFrom(200, 201, 204, 301, 400, 401, 402, 403, 404, 408, 413, 422, 425, 429, 500, 503),
		fc.integer({ min: 100, max: 999 }),
	),
	headers: openObject({
		date: mostlyValid(fc.constantFrom('Mon, 02 Mar 2026 10:00:00 GMT', 'soon')),
		'retry-after': mostlyValid(
			fc.constantFrom('1', '-1', 'Infinity', 'Mon, 02 Mar 2026 10:00:09 GMT'),
		),
		'x-extend-request-id': mostlyValid(fc.constantFrom('req_1', '')),
	}),
	body: anyBody,
});

testProperty('any response is classified and can be reported', answer, (given) => {
	const { statusCode: code, body } = deepFreeze(given);
	const outcome = readResponse(given as Parameters<typeof readResponse>[0], 0, (text) => text);
	const isSuccess = code >= 200 && code < 300;
	const nested = isObject(body) && isObject(body.error) ? body.error : body;
	const isRejectedEarly = code === 503 && isObject(nested) && nested.retryable === true;
	if (isSuccess)
		assertAcceptedAsIs(
			outcome.kind === 'succeeded' ? outcome.body : undefined,
			body,
			isObject(body),
		);
	if (isSuccess && !isObject(body)) expect(outcome.kind).toBe('indeterminate');
	// A request that may have been processed is never retried (invariant 1).
	else if (!isSuccess && (code === 408 || code >= 500) && !isRejectedEarly)
		expect(outcome.kind).toBe('indeterminate');
	else if (!isSuccess && !isRejectedEarly) expect(outcome.kind).toBe('rejected');
	expect(outcome.kind).not.toBe('aborted');
	const { problem } = outcome as { problem?: { retryAfterMs?: number } };
	expect(problem?.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
	assertReportable(outcome);
});

testProperty('any error envelope is read, possibly in part', anyBody, (body) => {
	const parsed = parseErrorEnvelope(deepFreeze(body));
	if (!parsed) return;
	const { code, message, retryable, requestId } = parsed;
	for (const text of [code, message, requestId])
		expect(['string', 'undefined']).toContain(typeof text);
	expect(['boolean', 'undefined']).toContain(typeof retryable);
	if (!isObject(body) || typeof body.error === 'string') return;
	const envelope = isObject(body.error) ? body.error : body;
	const known = { code, message, requestId };
	for (const [name, text] of Object.entries(known))
		expect(text).toBe(typeof envelope[name] === 'string' ? envelope[name] : undefined);
});

const exception = fc.oneof(
	anyJson,
	openObject({
		message: mostlyValid(fc.constantFrom('socket hang up', 'Domain not allowed', 'blocked')),
		code: mostlyValid(
			fc.constantFrom('ECONNREFUSED', 'ECONNABORTED', 'ERR_CANCELED', 'CERT_HAS_EXPIRED'),
		),
		httpCode: mostlyValid(fc.constantFrom('ENOTFOUND', '502')),
		cause: mostlyValid(
			openObject({
				code: mostlyValid(fc.constantFrom('ECONNRESET', 'EAI_AGAIN')),
				cause: anyJson,
				message: anyJson,
			}),
		),
	}),
	fc.constant(undefined),
);

testProperty('any network exception can be reported', exception, (error) => {
	assertReportable(readException(deepFreeze(error)));
});
