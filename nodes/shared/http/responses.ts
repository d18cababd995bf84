/**
 * The borders where untyped data enters, guarded with zod: answers of the API and JSON parameters.
 * Everything is open: unknown fields, statuses and reasons pass through untouched, because Extend may
 * add them at any time (Extend docs: API versioning). The value itself is used after the check, not
 * zod's copy, so that items hold exactly what the API sent.
 *
 * The only file that imports zod. n8n supplies it (3.25 today, 4 tomorrow), so only what both have is used.
 */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { isRecord, type JsonRecord } from '../utils/objects';

const runSchema = z.object({ id: z.string().min(1), status: z.string().min(1) });
const apiObjectSchema = z.object({ id: z.string().min(1) });
const listPageSchema = z.object({
	data: z.array(z.object({ id: z.string().min(1) })),
	nextPageToken: z.string().nullish(),
});
/** What is of another type is left out, so that the rest is still told. */
const errorEnvelopeSchema = z.object({
	code: z.string().optional().catch(undefined),
	message: z.string().optional().catch(undefined),
	retryable: z.boolean().optional().catch(undefined),
	requestId: z.string().optional().catch(undefined),
});
/** Not `z.record`: in zod 4 an object with a member `constructor` is none. */
const recordSchema = z.custom<JsonRecord>(isRecord);
const eventSchema = z.object({
	eventId: z.string().min(1),
	eventType: z.string().min(1),
	payload: recordSchema,
});

/** A run of any kind. Only what the life cycle needs is typed. */
export interface Run extends IDataObject {
	id: string;
	status: string;
}

/** What every stored object of Extend has. */
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
}

/** The value as a run, or undefined when it is none. */
export function parseRun(value: unknown): Run | undefined {
	return runSchema.safeParse(value).success ? (value as Run) : undefined;
}

/** The value as a stored object (file, extractor …), or undefined when it is none. */
export function parseApiObject(value: unknown): ApiObject | undefined {
	return apiObjectSchema.safeParse(value).success ? (value as ApiObject) : undefined;
}

/** The value as one page of a list, or undefined when it is none. An empty token means the end. */
export function parseListPage(value: unknown): ListPage | undefined {
	const parsed = listPageSchema.safeParse(value);
	if (!parsed.success) return undefined;
	const { data, nextPageToken } = value as { data: ApiObject[]; nextPageToken?: string | null };
	return { data, nextPageToken: nextPageToken ? nextPageToken : undefined };
}

/** The error envelope in a body; also nested under `error`, as older servers send it. */
export function parseErrorEnvelope(body: unknown): ErrorEnvelope {
	const outer = recordSchema.safeParse(body);
	if (!outer.success) return {};
	const { error } = outer.data;
	if (typeof error === 'string') return { message: error };
	const parsed = errorEnvelopeSchema.safeParse(
		recordSchema.safeParse(error).success ? error : body,
	);
	return parsed.success ? parsed.data : {};
}

/** What Extend delivers to a webhook endpoint. */
export interface ExtendEvent extends IDataObject {
	eventId: string;
	eventType: string;
	payload: IDataObject;
}

/** The value as an event of a webhook, or undefined when it is none. */
export function parseEvent(value: unknown): ExtendEvent | undefined {
	return eventSchema.safeParse(value).success ? (value as ExtendEvent) : undefined;
}
