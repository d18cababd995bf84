import type { DetectedForm } from './detectForm.mts';

/** What Extend says about the detection of a form's fields, times in ms. */
export function computeFormMetrics(
	{ pageCount }: { pageCount: number },
	counts: DetectedForm['counts'],
	times: DetectedForm['times'],
) {
	return {
		processingTimeMs: times.detection + times.annotation,
		pageCount,
		fieldCount: counts.fields,
		fieldsDetectedCount: counts.detected,
		fieldsAnnotatedCount: counts.annotated,
		fieldDetectionTimeMs: times.detection,
		fieldAnnotationTimeMs: times.annotation,
	};
}
