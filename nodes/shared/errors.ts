/** The one shape of a failure after validation, and the one shape of an error item (invariant 8). */
import type { IDataObject } from 'n8n-workflow';
import type { ApiProblem } from './outcome';
import { sentenceFor } from './sentences';
import { withoutTags } from './text';

export interface ProblemDetails {
	/** the API's code or failure reason, or one of ours */
	code: string;
	/** one sentence, what happened */
	message: string;
	/** what to do; whole sentences */
	description: string;
	httpCode?: number;
	runId?: string;
	fileId?: string;
	requestId?: string;
	retryable?: boolean;
	dashboardUrl?: string;
}

/** A document could not be dealt with. */
export class ExtendProblem extends Error {
	readonly details: ProblemDetails;

	constructor(details: ProblemDetails) {
		// IDs and statuses of Extend stand in these sentences, and n8n shows them as HTML.
		const message = withoutTags(details.message);
		super(message);
		this.name = 'ExtendProblem';
		this.details = { ...details, message, description: withoutTags(details.description) };
	}
}

/**
 * Stop was pressed. Never becomes an error item. The message holds the word by which n8n tells a stopped
 * execution from a failed one (n8n-core, workflow-execute.js: processSuccessExecution).
 */
export class Stopped extends Error {
	constructor() {
		super('The execution was canceled');
		this.name = 'Stopped';
	}
}

/** What an API problem says to a builder. `doing` names the step, e.g. `starting the extract run`. */
export function apiProblem(
	problem: ApiProblem,
	doing: string,
	more: Partial<ProblemDetails> = {},
): ExtendProblem {
	const sentence = sentenceFor(problem);
	return new ExtendProblem({
		code: problem.code,
		message: `${sentence.what} while ${doing}`,
		description: [problem.message, sentence.fix].filter((text) => text !== '').join(' — '),
		httpCode: problem.httpCode,
		requestId: problem.requestId,
		retryable: problem.retryable,
		...more,
	});
}

/** The JSON of an error item: one key, so that n8n 1.x and 2.x both route it to the error branch. */
export function errorJson(details: ProblemDetails): IDataObject {
	const {
		message,
		description,
		code,
		httpCode,
		runId,
		fileId,
		requestId,
		retryable,
		dashboardUrl,
	} = details;
	return {
		error: {
			message,
			description,
			code,
			httpCode: httpCode ?? null,
			runId: runId ?? null,
			fileId: fileId ?? null,
			requestId: requestId ?? null,
			retryable: retryable ?? false,
			dashboardUrl: dashboardUrl ?? null,
		},
	};
}
