/**
 * The shapes of what comes from outside: responses, webhook events, and results that users enter in the form of a
 * response. A schema names what the node relies on, and the types follow from it. Everything else passes: unknown
 * members, statuses and reasons, since Extend may add them at any time (Extend docs: API versioning). After the check
 * the value itself is used, not zod's copy, so items hold exactly what the API sent.
 *
 * The only file that imports zod. n8n supplies it (3.25 today, 4 later), so only what both versions have is used.
 */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { getOwn, isRecord, toOpen } from '../utils/objects';
import { toText } from '../utils/sanitize';
import type { OpenUnion } from '../utils/types';

/** A longer text is no ID: those of Extend have about 30 characters, and up to 255 are possible (Extend docs: API versioning). */
const MAX_ID_LENGTH = 255;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
/** Not `z.string().min(1)`, which in zod 4 looks at the `length` of whatever is there, and may throw. */
const text = z.custom<string>(isText);
const id = z.custom<string>((value) => isText(value) && String(value).length <= MAX_ID_LENGTH);
/** Not `z.record`, which in zod 4 rejects an object with a member `constructor`. */
const record = z.custom<IDataObject>(isRecord);
/** A member of another type is left out, so that the rest can still be shown. */
const textOrNone = z.string().optional().catch(undefined);

const apiObjectSchema = z.object({ id });
const runSchema = z.object({
	id,
	status: z.custom<RunStatus>(isText),
});
const listPageSchema = z.object({
	data: z.array(z.custom<ApiObject>((value) => apiObjectSchema.safeParse(value).success)),
	nextPageToken: z.string().nullish(),
});
const errorEnvelopeSchema = z.object({
	code: textOrNone,
	message: textOrNone,
	retryable: z.boolean().optional().catch(undefined),
	requestId: textOrNone,
	/** the run that the request has started in spite of the error */
	runId: textOrNone,
});
const eventSchema = z.object({ eventId: text, eventType: text, payload: record });
const providedOutputsSchema = z.array(z.object({ output: record }));

/** What a schema names, and whatever else the value has. */
type Open<Schema extends z.ZodType> = z.infer<Schema> & IDataObject;

/** Any stored object of Extend: a file, an extractor, a run … */
export type ApiObject = Open<typeof apiObjectSchema>;

/** A run of any kind. Only the members that the run life cycle relies on are typed. */
export type Run = Open<typeof runSchema>;

export const IN_PROGRESS_STATUSES = ['PENDING', 'PROCESSING', 'CANCELLING'] as const;
export const TERMINAL_STATUSES = [
	'PROCESSED',
	'FAILED',
	'CANCELLED',
	'NEEDS_REVIEW',
	'REJECTED',
] as const;

export type KnownRunStatus =
	| (typeof IN_PROGRESS_STATUSES)[number]
	| (typeof TERMINAL_STATUSES)[number];

export type RunStatus = OpenUnion<KnownRunStatus>;

/** What a run is called in its member `object`. */
export type RunObject =
	| 'batch_run'
	| 'classify_run'
	| 'edit_run'
	| 'extract_run'
	| 'form_detection_run'
	| 'parse_run'
	| 'split_run'
	| 'verify_run'
	| 'workflow_run';

/** The body of a webhook delivery. */
export type ExtendEvent = Open<typeof eventSchema>;

export type ErrorEnvelope = z.infer<typeof errorEnvelopeSchema>;

export interface ListPage {
	data: ApiObject[];
	nextPageToken: string | undefined;
}

/** Undefined when the value is no run. */
export function parseRun(value: unknown): Run | undefined {
	return isAs(runSchema, value) ? value : undefined;
}

/** What an object of Extend is; empty when it does not say so. */
export function getObjectName(value: unknown): OpenUnion<RunObject> {
	return toOpen(toText(getOwn(value, 'object')));
}

/** Undefined when the value has no ID. */
export function parseApiObject(value: unknown): ApiObject | undefined {
	return isAs(apiObjectSchema, value) ? value : undefined;
}

/** Undefined when the value is no page of a list. An empty token means the end of the list. */
export function parseListPage(value: unknown): ListPage | undefined {
	if (!isRecord(value) || !isAs(listPageSchema, value)) return undefined;
	const { data, nextPageToken } = value;
	return { data, nextPageToken: nextPageToken || undefined };
}

/** Undefined when the value is no event of a webhook. */
export function parseEvent(value: unknown): ExtendEvent | undefined {
	return isAs(eventSchema, value) ? value : undefined;
}

/** Results of steps that a workflow run skips (Extend docs: create workflow run). Undefined for anything else. */
export function parseProvidedOutputs(value: unknown): IDataObject[] | undefined {
	return isAs(providedOutputsSchema, value) ? value : undefined;
}

/** Whether the value matches the schema. Narrows the value itself, since zod's copy isn't used. */
function isAs<Schema extends z.ZodType>(schema: Schema, value: unknown): value is Open<Schema> {
	return schema.safeParse(value).success;
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
