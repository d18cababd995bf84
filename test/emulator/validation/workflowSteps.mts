import { z } from 'zod';
import { classifyConfigSchema, splitConfigSchema } from './classificationConfig.mts';
import { extractConfigSchema } from './extractConfig.mts';
import { parseConfigSchema } from './parseConfig.mts';

const text = z.string().optional();
const referenceSchema = z.object({ id: z.string(), version: z.string() }).strict();
// Classifiers and splitters are pinned: a new version must not change where a workflow goes.
const pinnedSchema = referenceSchema.refine(({ version }) => version !== 'latest', {
	message: 'The version must be pinned',
	path: ['version'],
});

const createNextSchema = (more: z.ZodRawShape = {}) =>
	z.array(z.object({ step: z.string(), ...more }).strict()).optional();
const next = createNextSchema();
const classificationNext = createNextSchema({ classificationId: z.string() });
const optionalConfig = (shape: z.ZodRawShape) => z.object(shape).strict().optional();

/** A step of a type. `own` are the keys that not every type has. */
const createStepSchema = <T extends string, S extends z.ZodRawShape>(type: T, own: S) =>
	z.object({ ...own, type: z.literal(type), name: z.string().min(1) }).strict();

const conditionSchema = z
	.object({
		id: z.string(),
		type: z.enum(['IF', 'ELSE_IF', 'ELSE']),
		operation: z.enum(['EQUALS', 'GTE', 'LTE', 'IS_NULL', 'CONTAINS', 'NO_OP']).optional(),
		leftOperand: text,
		rightOperand: text,
	})
	.strict();
const extractRuleSchema = z
	.object({ name: text, formula: z.string(), extractor: referenceSchema })
	.strict();
const ruleSchema = z.object({ name: z.string(), formula: z.string(), description: text }).strict();
const requestOptionsSchema = z
	.object({
		url: z.string(),
		method: z.enum(['GET', 'POST', 'PUT']),
		headers: z.record(z.string(), z.string()).optional(),
		contentType: z.enum(['application/json', 'text/plain']).optional(),
	})
	.strict();
const failureBehavior = z.enum(['CONTINUE', 'EXIT']).optional();

const configs = {
	parse: optionalConfig({ parseConfig: parseConfigSchema.optional() }),
	extract: optionalConfig({
		extractor: referenceSchema.optional(),
		// Inline, the schema is required.
		extractorConfig: extractConfigSchema.required({ schema: true }).optional(),
	}),
	classify: optionalConfig({
		classifier: pinnedSchema.optional(),
		classifierConfig: classifyConfigSchema.optional(),
	}),
	split: optionalConfig({
		splitter: pinnedSchema.optional(),
		splitterConfig: splitConfigSchema.optional(),
	}),
	mergeExtract: optionalConfig({
		mergeOrder: z
			.enum(['confidence', 'alphabetic', 'first_to_execute', 'last_to_execute'])
			.optional(),
	}),
	conditional: z.object({ conditions: z.array(conditionSchema) }).strict(),
	conditionalExtract: optionalConfig({ rules: z.array(extractRuleSchema) }),
	externalValidation: optionalConfig({ requestOptions: requestOptionsSchema, failureBehavior }),
	ruleValidation: optionalConfig({ rules: z.array(ruleSchema) }),
	fileConversion: optionalConfig({ failureBehavior }),
};
const conditionNext = createNextSchema({ conditionId: z.string() });
const resultNext = createNextSchema({ result: z.enum(['pass', 'fail']) });
// Newer than the SDK: their configs are not checked.
const newerStep = { config: z.unknown(), next: z.array(z.unknown()).optional() };

const stepSchema = z.discriminatedUnion('type', [
	createStepSchema('TRIGGER', { next }),
	createStepSchema('PARSE', { config: configs.parse, next }),
	createStepSchema('EXTRACT', { config: configs.extract, next }),
	createStepSchema('CLASSIFY', { config: configs.classify, next: classificationNext }),
	createStepSchema('SPLIT', { config: configs.split, next: classificationNext }),
	createStepSchema('MERGE_EXTRACT', { config: configs.mergeExtract, next }),
	createStepSchema('CONDITIONAL', { config: configs.conditional, next: conditionNext }),
	createStepSchema('CONDITIONAL_EXTRACT', { config: configs.conditionalExtract, next }),
	createStepSchema('EXTERNAL_DATA_VALIDATION', { config: configs.externalValidation, next }),
	createStepSchema('WEBHOOK_RESPONSE', {}),
	createStepSchema('RULE_VALIDATION', { config: configs.ruleValidation, next: resultNext }),
	createStepSchema('HUMAN_REVIEW', { next }),
	createStepSchema('COLLECT', { next }),
	createStepSchema('FILE_CONVERSION', { config: configs.fileConversion, next }),
	createStepSchema('VALIDATION', newerStep),
	createStepSchema('ROUTER', newerStep),
]);

/** The steps of a workflow version: WorkflowStepDefinition. */
export const workflowStepsSchema = z.array(stepSchema).min(1).optional();
