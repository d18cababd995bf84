export { exampleToSchema } from './fromExample';
export { FIELD_TYPES, fieldsToSchema, type FieldRow, type FieldType } from './fromFields';
export { toExtendSchema } from './jsonSchema/fromJsonSchema';
export { listTables, type TableField } from './listTables';
export { mergeSchemas } from './mergeSchemas';
export type { ExtendSchema, SchemaNode } from './types';
