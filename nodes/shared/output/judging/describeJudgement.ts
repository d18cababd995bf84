import type { IDataObject } from 'n8n-workflow';
import { listReasons } from './reasons';
import type { Judgement, ReviewSettings } from './types';

/** Whether reasons are asked for: without settings they are not shown. */
export function hasReviewSettings(settings: ReviewSettings = {}): boolean {
	return Object.keys(settings).length > 0;
}

/** What an item says about its review. */
export function describeJudgement(
	judgement: Judgement,
	settings: ReviewSettings = {},
): IDataObject {
	const { needsReview, lowConfidenceFields, failedChecks } = judgement;
	const hasChecks = settings.checks !== undefined || failedChecks.length > 0;
	return {
		needsReview,
		...(hasReviewSettings(settings) ? { reviewReasons: listReasons(judgement) } : {}),
		lowConfidenceFields,
		...(hasChecks ? { failedChecks } : {}),
	};
}
