/** What the nodes have no operation for, and the documents show with the HTTP Request node. */
import { expectThat, notCheckable, type Assumption } from '../types.mts';

const RECIPES = 'docs/recipes.md';

export const beyondChecks: Assumption[] = [
	{
		id: 'verify',
		assumption: 'Verify is at `/verify_runs`, where the organization has it.',
		where: [RECIPES],
		ifWrong: 'The example of the documents fails.',
		async check(session) {
			const query = { maxPageSize: 1 };
			const { ok, status, code } = await session.send('GET', '/verify_runs', { query });
			if (status === 404) return notCheckable('the organization does not have Verify');
			return expectThat(ok, `${status} ${code}`);
		},
	},
	{
		id: 'form-detection',
		assumption: 'Form detection is at `/form_detection_runs`.',
		where: [RECIPES],
		ifWrong: 'The example of the documents fails.',
		async check(session) {
			const answer = await session.send('POST', '/form_detection_runs', { body: {} });
			const came = `${answer.status} ${answer.code}`;
			return expectThat(answer.code === 'INVALID_REQUEST', came, came);
		},
	},
	{
		id: 'evaluation-sets',
		assumption: 'Evaluation sets are listed at `/evaluation_sets`.',
		where: [RECIPES],
		ifWrong: 'The example of the documents fails.',
		async check(session) {
			const query = { maxPageSize: 1 };
			const { ok, status, code } = await session.send('GET', '/evaluation_sets', { query });
			return expectThat(ok, `${status} ${code}`);
		},
	},
];
