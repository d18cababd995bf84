import { defineMessages } from '../../utils/messages';

/** What is wrong with a JSON Schema as a whole. */
export const ROOT_MESSAGES = defineMessages({
	notAnObject: {
		message: 'the root must be an object',
		hint: 'Enter { "type": "object", "properties": { … } }.',
	},
	looksLikeExample: {
		message: 'this looks like an example, not a JSON Schema',
		hint: 'Set \'Schema Type\' to \'Generate From JSON Example\', or enter { "type": "object", "properties": { … } }.',
	},
	notOfTypeObject: {
		message: 'the root must be of type "object"',
		hint: 'Wrap it: { "type": "object", "properties": { "items": … } }.',
	},
	tooManyFields: ({ maxFields }: { maxFields: number }) => ({
		message: `the schema has more than ${maxFields} fields`,
		hint: 'Remove fields, or replace repeated "$ref" entries.',
	}),
});

const PLAIN_TYPE_HINT = 'Choose one type. Use "string" if the values vary.';

/** What is wrong with the type of a node. Names are quoted (`quote`) where they come from the user. */
export const TYPE_MESSAGES = defineMessages({
	notText: ({ types }: { types: string }) => ({
		message: '"type" must be text',
		hint: `Use one of: ${types}.`,
	}),
	severalTypes: ({ names }: { names: string }) => ({
		message: `several types (${names}) aren't supported`,
		hint: PLAIN_TYPE_HINT,
	}),
	unknownType: ({ name, types }: { name: string; types: string }) => ({
		message: `the type ${name} isn't supported`,
		hint: `Use one of: ${types}.`,
	}),
	missingType: ({ types }: { types: string }) => ({
		message: '"type" is missing',
		hint: `Add "type": one of ${types}.`,
	}),
});

/** What is wrong with an enum, an object or a list. */
export const NODE_MESSAGES = defineMessages({
	booleanSchema: {
		message: "true or false isn't supported as a field",
		hint: 'Enter a field, e.g. { "type": "string" }.',
	},
	notAnObject: {
		message: 'a field must be an object',
		hint: 'Enter a field, e.g. { "type": "string" }.',
	},
	enumOnType: ({ type }: { type: string }) => ({
		message: `"enum" isn't supported for the type "${type}"`,
		hint: 'Move "enum" to "items" or to a property.',
	}),
	enumNotList: {
		message: '"enum" must be a list',
		hint: 'Enter a list, e.g. ["open", "paid"].',
	},
	noProperties: {
		message: 'the object has no properties',
		hint: 'Add its fields to "properties". Extend only returns fields with a name.',
	},
	tuple: {
		message: `"items" with a schema per position isn't supported`,
		hint: 'Use one "items" for all elements, or an object with a name for each.',
	},
	noItems: {
		message: 'the list has no "items"',
		hint: 'Add "items": { "type": "string" }.',
	},
	listInList: {
		message: "a list can't directly contain another list",
		hint: 'Put the inner list in an object with one property.',
	},
});

/** What is wrong with `$ref`, `allOf`, `anyOf` and `oneOf`. */
export const COMBINATOR_MESSAGES = defineMessages({
	tooMany: {
		message: 'the schema nests too many "$ref" entries or combinations',
		hint: 'Write the field out in place.',
	},
	recursive: ({ reference }: { reference: string }) => ({
		message: `"$ref" to ${reference} is recursive`,
		hint: 'Define each level separately, up to five levels.',
	}),
	notFollowed: ({ reference }: { reference: string }) => ({
		message: `"$ref" to ${reference} isn't supported`,
		hint: 'Move the definition to "$defs" in the same schema and use "#/$defs/name".',
	}),
	/** stands for a reference that is no text */
	this: 'this value',
	notThere: ({ reference }: { reference: string }) => ({
		message: `"$ref" to ${reference} doesn't exist`,
		hint: 'Add the definition, or replace "$ref" with the field itself.',
	}),
	noType: ({ keyword }: { keyword: string }) => ({
		message: `"${keyword}" has no type`,
		hint: 'Add a type, e.g. { "type": "string" }.',
	}),
	severalSchemas: {
		message: '"allOf" with several schemas isn\'t supported',
		hint: 'Combine all fields in one object.',
	},
	union: ({ keyword }: { keyword: string }) => ({
		message: `"${keyword}" with several types isn't supported`,
		hint: PLAIN_TYPE_HINT,
	}),
	contradiction: ({ keyword }: { keyword: string }) => ({
		message: `"${keyword}" is defined twice`,
		hint: 'Remove it here, or from the "$ref" or combination.',
	}),
	fieldTwice: ({ name }: { name: string }) => ({
		message: `the field ${name} is defined twice`,
		hint: 'Remove one of the definitions.',
	}),
	/** `hint` is one of UNSUPPORTED_KEYWORD_HINTS */
	unsupported: ({ keyword, hint }: { keyword: string; hint: string }) => ({
		message: `"${keyword}" isn't supported`,
		hint,
	}),
});

const CONDITION_HINT = 'Describe the condition in the description instead.';
const DEPENDENCY_HINT = 'List all fields in "properties". Extend returns missing ones as null.';

/** What to do about keywords of JSON Schema that Extend does not have. */
export const UNSUPPORTED_KEYWORD_HINTS = defineMessages({
	not: 'Describe what the field must not contain in its description.',
	if: CONDITION_HINT,
	then: CONDITION_HINT,
	else: CONDITION_HINT,
	dependentSchemas: DEPENDENCY_HINT,
	dependencies: DEPENDENCY_HINT,
	patternProperties: 'List each field by name in "properties".',
	prefixItems: 'Use one "items" for all elements, or an object with a name for each.',
	$dynamicRef: 'Write the field out in place.',
	$recursiveRef: 'Write the field out in place.',
});

/** What is wrong with the keywords that only Extend has. */
export const EXTEND_KEYWORD_MESSAGES = defineMessages({
	notText: ({ keyword }: { keyword: string }) => ({
		message: `"${keyword}" must be text`,
		hint: `Enter text, or remove "${keyword}".`,
	}),
	descriptions: ({ count }: { count: number }) => ({
		message: '"extend:descriptions" needs a list with an entry per choice',
		hint: `List ${count} descriptions in the order of the choices, without null.`,
	}),
	typeMismatch: (values: { customType: string; type: string; expectedType: string }) => ({
		message: `"${values.customType}" isn't supported for the type "${values.type}"`,
		hint: `Change the type to "${values.expectedType}", or remove "extend:type".`,
	}),
	wrongMembers: ({ customType, members }: { customType: string; members: string }) => ({
		message: `the properties of "${customType}" don't match`,
		hint: `Use exactly these: ${members}.`,
	}),
	member: ({ name, type }: { name: string; type: string }) => `${name} (${type})`,
});
