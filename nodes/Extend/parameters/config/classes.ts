/** The table of classifications of Classify and Split. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { toObject } from '../../../shared/utils/objects';
import { toText } from '../../../shared/utils/sanitize';
import { CLASSES_MESSAGES } from './messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** The class of all other documents. Extend requires this type among the classes (Extend docs: classification). */
const OTHER = 'other';

/** Its name in any spelling that gives the same ID. */
export const OTHER_PATTERN = /^[^\p{L}\p{N}]*other[^\p{L}\p{N}]*$/iu;

const typeProperty: INodeProperties = {
	displayName: 'Name',
	name: 'type',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. invoice',
	description: 'The name of the document type, as returned in the output',
};

const descriptionProperty: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	placeholder: 'e.g. A bill with a number, a date, and a total amount',
	description: 'What identifies this document type. Detailed descriptions improve results.',
};

const idProperty: INodeProperties = {
	displayName: 'ID',
	name: 'id',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice_eu',
	description: 'ID of the document type, as returned in the output. Defaults to the name.',
};

const identifierProperty: INodeProperties = {
	displayName: 'Identifier',
	name: 'identifierKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice number',
	description: 'The value that tells documents of this type apart, e.g. the invoice number',
};

/**
 * The table of classes.
 * @param identifiers whether a class has an identifier that tells its documents apart
 */
export function classesProperty({ identifiers }: { identifiers: boolean }): INodeProperties {
	return {
		displayName: 'Classifications',
		name: 'classes',
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			multipleValueButtonText: 'Add Classification',
			sortable: true,
		},
		placeholder: 'Add Classification',
		default: {},
		description: "The document types to choose from. The type 'other' is added automatically.",
		options: [
			{
				displayName: 'Classification',
				name: 'class',
				values: [
					typeProperty,
					descriptionProperty,
					...(identifiers ? [identifierProperty] : []),
					idProperty,
				],
			},
		],
	};
}

/** The classes in the form of the API, with the class `other`. Throws NodeOperationError. */
export function readClasses(params: ItemParameters): IDataObject[] {
	const entered = params.get('classes.class', []);
	const rows = (Array.isArray(entered) ? entered : []).map((row: unknown) => toObject(row) ?? {});
	return params.check('Classifications', () => toClasses(rows));
}

function toClasses(rows: IDataObject[]): IDataObject[] {
	const ids = new Set<string>();
	const classes = rows.map((row, index) => {
		const type = String(row.type ?? '').trim();
		const path = CLASSES_MESSAGES.row({ position: index + 1 });
		if (type === '') {
			throw new InputError(CLASSES_MESSAGES.emptyType, path);
		}
		const chosenId = toText(row.id).trim();
		const id = chosenId || toClassId(type);
		if (ids.has(id)) {
			throw new InputError(
				chosenId === ''
					? CLASSES_MESSAGES.repeatedType({ type })
					: CLASSES_MESSAGES.repeatedId({ id }),
				path,
			);
		}
		ids.add(id);
		const description = String(row.description ?? '').trim();
		const identifierKey = String(row.identifierKey ?? '').trim();
		return {
			id,
			type: OTHER_PATTERN.test(type) ? OTHER : type,
			description: description || type,
			...(identifierKey ? { identifierKey } : {}),
		};
	});
	if (classes.every(({ type }) => type === OTHER)) {
		throw new InputError(CLASSES_MESSAGES.noClass);
	}
	if (classes.every(({ type }) => type !== OTHER)) {
		classes.push({
			id: ids.has(OTHER) ? `${OTHER}_type` : OTHER,
			type: OTHER,
			description: 'Any document that matches none of the other types',
		});
	}
	return classes;
}

/** IDs come back in the result. They are derived from the names, so that they stay the same. */
function toClassId(type: string): string {
	const id = type
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '_')
		.replace(/^_+|_+$/g, '');
	return id || type;
}
