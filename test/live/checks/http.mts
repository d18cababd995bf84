/** What the API's responses look like: headers, errors, keys. */
import { ExtendApi } from '../../support/testedNodes.mts';
import { runCredentialTest } from '../../support/harness.mts';
import { expectThat, held, notCheckable, notHeld, type Assumption } from '../types.mts';

const CLIENT = 'nodes/shared/http/client.ts';
const OUTCOME = 'nodes/shared/http/outcome.ts';
/** Of such a difference between clocks nobody notices anything (ms). */
const CLOCK_DIFFERENCE_MS = 5 * 60_000;

export const httpChecks: Assumption[] = [
	{
		id: 'server-date',
		assumption: "Every response has a `Date` header, which gives the server's clock.",
		where: [CLIENT, 'nodes/shared/runs/search.ts'],
		ifWrong: "A lost run is searched by n8n's own clock and the times in the list.",
		isLast: true,
		check({ observed }) {
			const dates = observed.map(({ headers, at }) => Date.parse(String(headers.date)) - at);
			const missing = dates.filter(Number.isNaN).length;
			if (missing > 0) return notHeld(`${missing} of ${dates.length} responses have no date`);
			const worst = Math.max(...dates.map(Math.abs));
			const note = `${dates.length} responses, ${Math.round(worst / 1000)} s apart at most`;
			return expectThat(worst < CLOCK_DIFFERENCE_MS, `the clocks differ: ${note}`, note);
		},
	},
	{
		id: 'error-envelope',
		assumption: 'An error is a flat object with `code`, `message` and `retryable`.',
		where: [OUTCOME, 'nodes/shared/http/responses.ts'],
		ifWrong: 'The error shows its HTTP status in place of a reason.',
		isLast: true,
		check({ observed }) {
			const errors = observed.filter(({ status }) => status >= 400);
			const odd = errors.filter(({ body }) => {
				const { code, message, retryable } = (body ?? {}) as Record<string, unknown>;
				return (
					typeof code !== 'string' || typeof message !== 'string' || typeof retryable !== 'boolean'
				);
			});
			const [first] = odd;
			if (!first) return held(`${errors.length} errors`);
			const keys = Object.keys((first.body ?? {}) as object).join(', ');
			return notHeld(`${first.status} of ${first.method} has ${keys || 'no JSON object'}`);
		},
	},
	{
		id: 'request-id',
		assumption: 'An error has its request ID in `requestId` or in `x-extend-request-id`.',
		where: [OUTCOME],
		ifWrong: 'Errors name no request ID for the support of Extend.',
		isLast: true,
		check({ observed }) {
			const errors = observed.filter(({ status }) => status >= 400);
			const without = errors.filter(
				({ headers, body }) =>
					headers['x-extend-request-id'] === undefined &&
					(body as { requestId?: unknown } | undefined)?.requestId === undefined,
			);
			const note = `${errors.length} errors`;
			return expectThat(without.length === 0, `${without.length} of ${note} have none`, note);
		},
	},
	{
		id: 'unknown-id-404',
		assumption: 'An ID that Extend does not know gets 404 with the code `NOT_FOUND`.',
		where: ['nodes/shared/runs/waiting.ts', 'nodes/shared/api/requests.ts'],
		ifWrong: 'A deletion that was repeated counts as failed, and a new run is not waited for.',
		async check(session) {
			const { status, code } = await session.send('GET', '/extract_runs/exr_n8nlivecheck');
			return expectThat(status === 404 && code === 'NOT_FOUND', `${status} ${code}`);
		},
	},
	{
		id: 'unknown-route-404',
		assumption: 'An endpoint that Extend does not have gets 404 in the form of an error of Extend.',
		where: ['nodes/shared/errors/codeMessages.ts'],
		ifWrong: 'The error shows its HTTP status in place of a reason.',
		async check(session) {
			const { status, code, message } = await session.send('GET', '/n8n_live_check');
			const came = `${status} ${code}: ${message}`;
			return expectThat(status === 404 && code === 'NOT_FOUND', came, came);
		},
	},
	{
		id: 'validation-code',
		assumption: 'A request that is not valid gets 400 or 422 with the code `INVALID_REQUEST`.',
		where: ['nodes/shared/errors/codeMessages.ts'],
		ifWrong: "The error shows Extend's message without our advice.",
		async check(session) {
			const query = { maxPageSize: 'many' };
			const { status, code, ok } = await session.send('GET', '/extractors', { query });
			const isHeld = [400, 422].includes(status) && code === 'INVALID_REQUEST';
			return expectThat(isHeld, ok ? '200' : `${status} ${code}`, String(status));
		},
	},
	{
		id: 'wrong-key-401',
		assumption: 'The test of the credential tells a wrong key from the right one by 401.',
		where: ['credentials/ExtendApi.credentials.ts'],
		ifWrong: 'A credential with a wrong key passes its test, or a right one fails.',
		async check({ credential }) {
			const type = new ExtendApi();
			const right = await runCredentialTest(type, credential as never);
			if (right.status !== 'OK') return notHeld(`the key given fails: ${right.error.message}`);
			const key = { apiKey: 'sk_wrong' };
			const wrong = await runCredentialTest(type, { ...credential, ...key } as never);
			if (wrong.status === 'OK') return notHeld('a wrong key passes');
			const { httpCode, message } = wrong.error;
			return expectThat(httpCode === '401', `${httpCode ?? ''} ${message}`);
		},
	},
	{
		id: 'rate-limit-response',
		assumption:
			'Too many requests get 429, at once and before any work, perhaps with `Retry-After`.',
		where: ['nodes/shared/http/limits/rateLimiter.ts', 'nodes/shared/http/retryAfter.ts'],
		ifWrong: 'Limited requests fail in place of being sent later, or a start is repeated.',
		isLast: true,
		check({ observed }) {
			const limited = observed.filter(({ status }) => status === 429);
			if (limited.length === 0) return notCheckable('it is not provoked, and none came by itself');
			const [{ headers, body }] = limited;
			const { code } = (body ?? {}) as { code?: unknown };
			const note = `${limited.length}, Retry-After: ${String(headers['retry-after'] ?? 'none')}`;
			return expectThat(code === 'RATE_LIMIT_EXCEEDED', `code ${String(code)}`, note);
		},
	},
	{
		id: 'gateway-timeout',
		assumption:
			'A synchronous call of more than five minutes gets a bare 504, or 500 with `runId`, and the run goes on.',
		where: ['nodes/shared/runs/lifecycle.ts'],
		ifWrong: 'The run is searched by its key and waited for all the same.',
		isLast: true,
		check({ observed }) {
			const [late] = observed.filter(({ status }) => status === 504 || status === 408);
			if (!late)
				return notCheckable('no tiny document takes five minutes, and none came by itself');
			const body = typeof late.body === 'object' ? Object.keys(late.body ?? {}).join(', ') : 'text';
			return held(`${late.status} of ${late.path} with ${body}`);
		},
	},
	{
		id: 'out-of-credits',
		assumption: 'Without credits a start gets 402, or its run fails with `OUT_OF_CREDITS`.',
		where: ['nodes/shared/errors/codeMessages.ts'],
		ifWrong: "The error shows Extend's message without our advice.",
		check: () => notCheckable('it needs an organization without credits'),
	},
];
