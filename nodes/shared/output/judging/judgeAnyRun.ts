import type { IDataObject } from 'n8n-workflow';
import { getObjectName } from '../../http/responses';
import { getOnlyExtractRun } from '../simplifyRun';
import { getOwn } from '../../utils/objects';
import { decide, judgeRun } from './judgeRun';
import { judgeWorkflowRun } from './judgeWorkflowRun';
import { createThresholds } from './fieldRules';
import type { Judgement, ReviewSettings } from './types';

/** The judgement of a run of any kind. One that has no scores of fields, or no single extraction, has no findings. */
export function judgeAnyRun(run: IDataObject, settings: ReviewSettings = {}): Judgement {
	switch (getObjectName(run)) {
		case 'workflow_run': {
			const extractRun = getOnlyExtractRun(run);
			return judgeWorkflowRun(run, extractRun && judgeRun(extractRun, settings), settings);
		}
		case 'classify_run':
			return judgeClassification(run, settings);
		case 'extract_run':
			return judgeRun(run, settings);
		default:
			return judgeRun(run);
	}
}

/** A classification has one confidence. */
function judgeClassification(run: IDataObject, settings: ReviewSettings): Judgement {
	const value = getOwn(run.output, 'type');
	const score = getOwn(run.output, 'confidence');
	const isScored = typeof score === 'number';
	const { confidenceThreshold } = createThresholds(settings)('type');
	const isLow = isScored && score < confidenceThreshold;
	const lowConfidenceFields = isLow ? [{ path: 'type', value, score, page: null }] : [];
	return decide({ ...judgeRun(run), lowConfidenceFields }, isScored);
}
