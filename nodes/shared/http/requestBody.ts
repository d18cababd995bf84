import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import type { ApiErrorBody } from './outcome';

/** A body that is created for each attempt, since a stream can be sent only once. */
export interface RequestBody {
	headers: IDataObject;
	body: IHttpRequestOptions['body'];
	/** Closes the stream, which an exchange that ends early leaves open. */
	release(): void;
	/** Why the body could not be sent to its end, if that is the body's own fault. */
	getFailure?(): ApiErrorBody | undefined;
}

/** A body as options of a request; empty for none. */
export function toJsonBody(body: IDataObject | undefined): Partial<IHttpRequestOptions> {
	return body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } };
}
