import { z } from 'zod';
import type { Extend } from 'extend-ai';

const FIELD_TYPES = [
	'text',
	'checkbox',
	'radio',
	'dropdown',
	'optionList',
	'signature',
	'table',
	'unknown',
] as const;

const flag = z.boolean().optional();
const text = z.string().optional();
const texts = z.array(z.string()).optional();
const number = z.number().optional();
const box = z
	.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() })
	.strict();
const textOptionsSchema = z
	.object({
		fontSize: number,
		fontColor: z.array(z.number()).optional(),
		font: text,
		combing: flag,
		maxLength: number,
		multiLine: flag,
	})
	.strict();

/** The rows of a table: EditObjectJson. */
const rowSchema: z.ZodType<Extend.EditObjectJson> = z.lazy(() =>
	z
		.object({
			type: z.literal('object').optional(),
			description: text,
			'extend_edit:field_type': z.literal('signature').optional(),
			properties: z.record(z.string(), propertySchema).optional(),
			required: texts,
			additionalProperties: flag,
		})
		.strict(),
);

/** A form field: EditJson. */
const propertySchema: z.ZodType<Extend.EditJson> = z.lazy(() =>
	z
		.object({
			type: z.unknown(),
			description: text,
			// The SDK types the values as text, but its own guide lists null among them.
			enum: z.array(z.string().nullable()).optional() as z.ZodType<string[] | undefined>,
			items: rowSchema.optional(),
			properties: z.record(z.string(), propertySchema).optional(),
			maxItems: number,
			required: texts,
			additionalProperties: flag,
			'extend_edit:field_type': z.enum(FIELD_TYPES).optional(),
			'extend_edit:page_index': z.number().int().min(0).optional(),
			'extend_edit:bbox': box.optional(),
			'extend_edit:bboxes': z.array(box).optional(),
			'extend_edit:text_edit_options': textOptionsSchema.optional(),
			'extend_edit:column_width': number,
			'extend_edit:row_heights': z.array(z.number()).optional(),
			'extend_edit:value': z.unknown(),
			'extend_edit:image': z.object({ image_url: z.string() }).strict().optional(),
		})
		.strict(),
);

/** A property in a condition: EditConditionalProperty. */
const conditionalPropertySchema: z.ZodType<Extend.EditConditionalProperty> = z.lazy(() => {
	const properties = z.record(z.string(), conditionalPropertySchema).optional();
	const shared = { description: text, properties, required: texts, additionalProperties: flag };
	return z
		.object({
			...shared,
			type: z.unknown(),
			enum: texts,
			items: z
				.object({ ...shared, type: z.literal('object').optional() })
				.strict()
				.optional(),
			const: z.unknown(),
			pattern: text,
			contains: conditionalPropertySchema.optional(),
			minimum: number,
			maximum: number,
			exclusiveMinimum: number,
			exclusiveMaximum: number,
			minLength: number,
			maxLength: number,
			minItems: number,
			maxItems: number,
			minContains: number,
			maxContains: number,
		})
		.strict();
});

const dependentRequired = z.record(z.string(), z.array(z.string())).optional();

/** A condition: EditConditionalClause. */
const clauseSchema: z.ZodType<Extend.EditConditionalClause> = z.lazy(() =>
	z
		.object({
			...conditions(),
			properties: z.record(z.string(), conditionalPropertySchema).optional(),
			required: texts,
			dependentRequired,
		})
		.strict(),
);

const conditions = () => ({
	if: clauseSchema.optional(),
	then: clauseSchema.optional(),
	else: clauseSchema.optional(),
	allOf: z.array(clauseSchema).optional(),
	oneOf: z.array(clauseSchema).optional(),
	anyOf: z.array(clauseSchema).optional(),
	not: clauseSchema.optional(),
});

/** The schema of a form: EditRootJson. */
const formSchema = z
	.object({
		...conditions(),
		type: z.literal('object'),
		properties: z.record(z.string(), propertySchema),
		required: texts,
		additionalProperties: flag,
		dependentRequired,
	})
	.strict();

const detectionOptions = {
	tableParsingEnabled: flag,
	radioEnumsEnabled: flag,
	nativeFieldsOnly: flag,
	conditionalGenerationEnabled: flag,
};

/** EditConfig in requests. `engineVersion` is newer than the SDK. */
export const editConfigSchema = z
	.object({
		schema: formSchema.optional(),
		instructions: text,
		schemaGenerationInstructions: text,
		engineVersion: text,
		advancedOptions: z
			.object({ ...detectionOptions, flattenPdf: flag })
			.strict()
			.optional(),
	})
	.strict();

/** EditSchemaGenerationConfig in requests: the config of form detection. */
export const formDetectionConfigSchema = z
	.object({
		inputSchema: formSchema.optional(),
		instructions: text,
		advancedOptions: z.object(detectionOptions).strict().optional(),
	})
	.strict();
