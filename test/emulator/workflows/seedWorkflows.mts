import { seededIds } from '../state/seeds.mts';
import type { State } from '../state/state.mts';
import type { Step, StoredWorkflow, WorkflowVersion } from './store.mts';

const trigger: Step = { type: 'TRIGGER', name: 'trigger', next: [{ step: 'parse' }] };
const parsing: Step = { type: 'PARSE', name: 'parse', next: [{ step: 'extract' }] };
const extraction: Step = {
	type: 'EXTRACT',
	name: 'extract',
	config: { extractor: { id: seededIds.invoices, version: '1.1' } },
};
const review: Step = { type: 'HUMAN_REVIEW', name: 'review' };

const intake = [trigger, parsing, { ...extraction, next: [{ step: 'review' }] }, review];
const plain = [trigger, parsing, extraction];

/** The steps of a workflow that is created without any. */
export const defaultSteps: Step[] = [trigger, { ...parsing, next: [] }];

/** The workflows every emulator starts with. */
export function seedWorkflows(state: Pick<State, 'next'>): StoredWorkflow[] {
	const seeds: Array<[string, string, Step[]]> = [
		[seededIds.intake, 'Invoice Intake', intake],
		[seededIds.plain, 'Plain Extraction', plain],
	];
	return seeds.map(([id, name, steps], hour) => {
		const at = new Date(Date.UTC(2026, 0, 6, hour)).toISOString();
		const version = (label: string): WorkflowVersion => ({
			id: `workflow_version_${id.split('_')[1]}_${label}`,
			seq: state.next(),
			version: label,
			name: null,
			steps,
			createdAt: at,
			updatedAt: at,
		});
		const deployed = [version('1'), version('2')];
		const draft = version('draft');
		return { id, seq: state.next(), name, createdAt: at, updatedAt: at, draft, deployed };
	});
}
