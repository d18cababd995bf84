/**
 * The shapes of responses and webhook events, validated with zod where they enter. A schema checks only what the
 * node reads. Unknown fields, statuses and reasons pass unchanged, since Extend may add them at any time (Extend
 * docs: API versioning). After the check the value itself is used, not zod's copy, so items hold exactly what the
 * API sent.
 *
 * The only file that imports zod. n8n supplies it (3.25 today, 4 later), so only what both versions have is used.
 */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { isRecord, type JsonRecord } from '../utils/objects';

/** A longer text is no ID: those of Extend have about 30 characters. */
const MAX_ID_LENGTH = 200;

/** Not `z.object`, which in zod 4 treats some member names of foreign objects in its own way. */
const hasText = (value: unknown, name: string) =>
	isRecord(value) && typeof value[name] === 'string' && value[name] !== '';
const hasId = (value: unknown) =>
	isRecord(value) && hasText(value, 'id') && String(value.id).length <= MAX_ID_LENGTH;
const runSchema = z.custom<Run>((value) => hasId(value) && hasText(value, 'status'));
const apiObjectSchema = z.custom<ApiObject>(hasId);
const listPageSchema = z.object({
	data: z.array(z.object({ id: z.string().min(1).max(MAX_ID_LENGTH) })),
	nextPageToken: z.string().nullish(),
});
/** A member of another type is left out, so that the rest can still be shown. */
const errorEnvelopeSchema = z.object({
	code: z.string().optional().catch(undefined),
	message: z.string().optional().catch(undefined),
	retryable: z.boolean().optional().catch(undefined),
	requestId: z.string().optional().catch(undefined),
	runId: z.string().optional().catch(undefined),
});
/** Not `z.record`, which in zod 4 rejects an object with a member `constructor`. */
const recordSchema = z.custom<JsonRecord>(isRecord);
const eventSchema = z.object({
	eventId: z.string().min(1),
	eventType: z.string().min(1),
	payload: recordSchema,
});

/** A run of any kind. Only the members that the run life cycle needs are typed. */
export interface Run extends IDataObject {
	id: string;
	status: string;
}

/** Any stored object of Extend: a file, an extractor, a run … */
export interface ApiObject extends IDataObject {
	id: string;
}

export interface ListPage {
	data: ApiObject[];
	nextPageToken: string | undefined;
}

export interface ErrorEnvelope {
	code?: string;
	message?: string;
	retryable?: boolean;
	requestId?: string;
	/** the run that the request has started in spite of the error */
	runId?: string;
}

/** Undefined when the value is no run. */
export function parseRun(value: unknown): Run | undefined {
	return runSchema.safeParse(value).success ? (value as Run) : undefined;
}

/** Undefined when the value has no ID. */
export function parseApiObject(value: unknown): ApiObject | undefined {
	return apiObjectSchema.safeParse(value).success ? (value as ApiObject) : undefined;
}

/** Undefined when the value is no page of a list. An empty token means the end of the list. */
export function parseListPage(value: unknown): ListPage | undefined {
	const parsed = listPageSchema.safeParse(value);
	if (!parsed.success) return undefined;
	const { data, nextPageToken } = value as { data: ApiObject[]; nextPageToken?: string | null };
	return { data, nextPageToken: nextPageToken ? nextPageToken : undefined };
}

/**
 * The error envelope of a response body; older servers nest it under `error`, or have a text there. Undefined when
 * the body is not from Extend: proxies and other servers answer with pages, with nothing, and with JSON of their own.
 */
export function parseErrorEnvelope(body: unknown): ErrorEnvelope | undefined {
	if (!isRecord(body)) return undefined;
	const { error, success } = body;
	if (typeof error === 'string' && success === false) return { message: error };
	const parsed = errorEnvelopeSchema.safeParse(isRecord(error) ? error : body);
	return parsed.success && isExtendError(parsed.data) ? parsed.data : undefined;
}

/** Extend has codes in capitals, and `retryable` in every error (Extend docs: error handling). */
function isExtendError({ code, message, retryable, requestId, runId }: ErrorEnvelope): boolean {
	if (message !== undefined && (retryable ?? runId) !== undefined) return true;
	const isCode = code !== undefined && /^[A-Z][A-Z0-9_]{0,99}$/.test(code);
	return isCode && (message ?? retryable ?? requestId ?? runId) !== undefined;
}

/** The body of a webhook delivery. */
export interface ExtendEvent extends IDataObject {
	eventId: string;
	eventType: string;
	payload: IDataObject;
}

/** Undefined when the value is no event of a webhook. */
export function parseEvent(value: unknown): ExtendEvent | undefined {
	return eventSchema.safeParse(value).success ? (value as ExtendEvent) : undefined;
}
