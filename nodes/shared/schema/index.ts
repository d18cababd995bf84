export { exampleToSchema } from './fromExample';
export {
	coversPath,
	describeField,
	findFieldValues,
	isPosition,
	parseFieldPattern,
	type FieldPattern,
	type FieldValue,
} from './fieldPattern';
export { FIELD_SETS, getFieldSet, type FieldSet } from './fieldSets';
export { FIELD_TYPES, fieldsToSchema, type FieldRow, type FieldType } from './fromFields';
export { toExtendSchema } from './jsonSchema/fromJsonSchema';
export { hasField, listFieldPaths } from './listFields';
export { listTables, type TableField } from './listTables';
export { mergeSchemas } from './mergeSchemas';
export { unwrapSchema } from './wrappers';
export type { ExtendSchema, SchemaNode } from './types';
