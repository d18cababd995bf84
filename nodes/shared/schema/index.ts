export { exampleToSchema } from './fromExample';
export { FIELD_TYPES, fieldsToSchema, type FieldRow, type FieldType } from './fromFields';
export { toExtendSchema } from './fromJsonSchema';
export { listRowsFields, type RowsField } from './listRows';
export { mergeSchemas } from './merge';
export type { ExtendSchema, SchemaNode } from './types';
