import { seededIds } from '../state/seeds.mts';
import type { State } from '../state/state.mts';
import type { Step, StoredWorkflow, WorkflowVersion } from './store.mts';

const triggerStep: Step = { type: 'TRIGGER', name: 'trigger', next: [{ step: 'parse' }] };
const parseStep: Step = { type: 'PARSE', name: 'parse', next: [{ step: 'extract' }] };
const extractStep: Step = {
	type: 'EXTRACT',
	name: 'extract',
	config: { extractor: { id: seededIds.invoices, version: '1.1' } },
};
const reviewStep: Step = { type: 'HUMAN_REVIEW', name: 'review' };

const intakeSteps = [
	triggerStep,
	parseStep,
	{ ...extractStep, next: [{ step: 'review' }] },
	reviewStep,
];
const plainSteps = [triggerStep, parseStep, extractStep];

/** Steps of a workflow created without any. */
export const DEFAULT_STEPS: Step[] = [triggerStep, { ...parseStep, next: [] }];

export function createSeededWorkflows(state: Pick<State, 'nextSequence'>): StoredWorkflow[] {
	const seeds: Array<[string, string, Step[]]> = [
		[seededIds.intake, 'Invoice Intake', intakeSteps],
		[seededIds.plain, 'Plain Extraction', plainSteps],
	];
	return seeds.map(([id, name, steps], hour) => {
		const at = new Date(Date.UTC(2026, 0, 6, hour)).toISOString();
		const version = (label: string): WorkflowVersion => ({
			id: `workflow_version_${id.split('_')[1]}_${label}`,
			seq: state.nextSequence(),
			version: label,
			name: null,
			steps,
			createdAt: at,
			updatedAt: at,
		});
		const deployed = [version('1'), version('2')];
		const draft = version('draft');
		return { id, seq: state.nextSequence(), name, createdAt: at, updatedAt: at, draft, deployed };
	});
}
