import { z } from 'zod';

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

const propertySchema = z
	.object({
		description: z.string().optional(),
		enum: z.array(z.string().nullable()).optional(),
		'extend_edit:field_type': z.enum(FIELD_TYPES).optional(),
		'extend_edit:page_index': z.number().int().min(0).optional(),
		'extend_edit:bbox': z
			.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() })
			.optional(),
	})
	.passthrough();

const flag = z.boolean().optional();

/** EditConfig in requests. */
export const editConfigSchema = z
	.object({
		schema: z
			.object({ type: z.literal('object'), properties: z.record(z.string(), propertySchema) })
			.passthrough()
			.optional(),
		instructions: z.string().optional(),
		schemaGenerationInstructions: z.string().optional(),
		advancedOptions: z
			.object({
				tableParsingEnabled: flag,
				flattenPdf: flag,
				radioEnumsEnabled: flag,
				nativeFieldsOnly: flag,
				conditionalGenerationEnabled: flag,
			})
			.passthrough()
			.optional(),
	})
	.passthrough();
