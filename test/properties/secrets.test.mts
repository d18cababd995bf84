/** API texts are shown to everyone who can open the workflow. API keys and signed URLs must not be. */
import fc from 'fast-check';
import { toApiError, toErrorJson } from '../../nodes/shared/errors/apiError';
import { readResponse, readException, type Outcome } from '../../nodes/shared/http/outcome';
import type { Run } from '../../nodes/shared/http/responses';
import { EXTRACT_RUN } from '../../nodes/shared/runs/kinds';
import { getRunError } from '../../nodes/shared/runs/errors';
import { testProperty } from './property.mts';

const SECRET = 'c2VjcmV0';

const key = fc.constantFrom('sk_', 'sk_live_', 'wss_', 'Bearer sk_').map((start) => start + SECRET);
const address = fc
	.tuple(
		fc.constantFrom('https', 'http', 'HTTPS'),
		fc.constantFrom('files.example', 'files.example:8443', `user:${SECRET}@files.example`),
		fc.constantFrom('/a.pdf', "/O'Brien.pdf", '/my file.pdf', '/a(1).pdf', '', '/ä/%20x'),
		fc.constantFrom('?X-Amz-Signature=', "?name=O'Brien&sig=", '?a=1&token=', '#access_token='),
		fc.constantFrom('', '&x=1', "'", '"'),
	)
	.map(
		([protocol, host, path, query, end]) => `${protocol}://${host}${path}${query}${SECRET}${end}`,
	);
const words = fc.constantFrom(
	'',
	'Could not download ',
	'"',
	"'",
	'(',
	'\n',
	'x'.repeat(1990),
	'x'.repeat(480),
);
const leaky = fc
	.array(fc.oneof(words, key, address), { minLength: 1, maxLength: 5 })
	.map((parts) => parts.join(' '));

function assertNoSecret(outcome: Outcome): void {
	if (outcome.kind === 'succeeded' || outcome.kind === 'aborted') return;
	const reported = JSON.stringify(toErrorJson(toApiError(outcome.error, 'reading').details));
	if (reported.includes(SECRET)) throw new Error(reported);
}

testProperty(
	'no secret of a response appears in an error',
	fc.tuple(leaky, leaky, leaky),
	(texts) => {
		const [message, code, requestId] = texts;
		const envelope = { code, message, requestId };
		for (const body of [envelope, { error: envelope }, { error: message }, message, [message]]) {
			for (const statusCode of [200, 301, 400, 429, 500]) {
				const headers = { 'x-extend-request-id': requestId };
				assertNoSecret(readResponse({ statusCode, headers, body }, 0, (text) => text));
			}
		}
		for (const error of [
			{ message },
			{ message: 'blocked', cause: { message } },
			new Error(message),
		])
			assertNoSecret(readException(error));
	},
);

testProperty('no secret of a failed run appears in an error', fc.tuple(leaky, leaky), (texts) => {
	const [failureMessage, failureReason] = texts;
	const run: Run = { id: 'exr_1', status: 'FAILED', failureMessage, failureReason };
	const problem = getRunError(run, EXTRACT_RUN);
	const reported = JSON.stringify(problem && toErrorJson(problem.details));
	if (reported.includes(SECRET)) throw new Error(reported);
});
