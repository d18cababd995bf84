import { z } from 'zod';

/**
 * Values that the filters of run lists accept. `conformance/sdk-requests.test.mts` compares them with the
 * SDK, which is not loaded here because it slows down every start of the emulator.
 */
export const filterValues = {
	processorRunStatus: ['PENDING', 'PROCESSING', 'PROCESSED', 'FAILED', 'CANCELLED'],
	/** unlike other lists, that of parse runs knows no CANCELLED */
	parseRunStatus: ['PENDING', 'PROCESSING', 'PROCESSED', 'FAILED'],
	workflowRunStatus: [
		'PENDING',
		'PROCESSING',
		'NEEDS_REVIEW',
		'REJECTED',
		'PROCESSED',
		'FAILED',
		'CANCELLED',
		'CANCELLING',
	],
	runSource: [
		'ADMIN',
		'BATCH_PROCESSOR_RUN',
		'PLAYGROUND',
		'WORKFLOW_CONFIGURATION',
		'WORKFLOW_RUN',
		'STUDIO',
		'API',
	],
	parseRunSource: [
		'API',
		'STUDIO',
		'WORKFLOW_RUN',
		'ADMIN',
		'BATCH_PARSER_RUN',
		'EDIT_RUN',
		'DOCUMENT_PROCESSOR_RUN',
	],
} satisfies Record<string, [string, ...string[]]>;

/** A query parameter that accepts one of `filterValues`. */
export const createFilterSchema = (name: keyof typeof filterValues) =>
	z.enum(filterValues[name] as [string, ...string[]]).optional();
