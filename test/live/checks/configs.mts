/** Schemas and configurations: what Extend accepts. A document that cannot be read keeps it free of charge. */
import type { IDataObject } from 'n8n-workflow';
import type { LiveSession } from '../session.mts';
import { expectThat, notHeld, type Assumption } from '../types.mts';

const SCHEMA = 'nodes/shared/schema/fromFields.ts';
const JSON_SCHEMA = 'nodes/shared/schema/jsonSchema/fromJsonSchema.ts';
const TEXT = { type: ['string', 'null'] };
const CURRENCY = {
	type: 'object',
	'extend:type': 'currency',
	properties: { amount: { type: ['number', 'null'] }, iso_4217_currency_code: TEXT },
	required: ['amount', 'iso_4217_currency_code'],
};

const tryConfig = async (session: LiveSession, config: IDataObject) =>
	await session.send('POST', '/extract_runs', {
		body: { file: { id: await session.shared.brokenFile() }, config },
	});

const trySchema = async (session: LiveSession, properties: IDataObject) =>
	await tryConfig(session, { schema: { type: 'object', properties } });

/** Objects in each other, with a field in the innermost. */
function nest(levels: number, field: IDataObject): IDataObject {
	if (levels === 0) return { field };
	return { level: { type: 'object', properties: nest(levels - 1, field) } };
}

export const configChecks: Assumption[] = [
	{
		id: 'nullable-fields',
		assumption:
			'A field whose type is a plain `string` is refused: simple fields have to allow null.',
		where: [SCHEMA, JSON_SCHEMA],
		ifWrong: 'Nothing: the null that is added would not be needed.',
		async check(session) {
			const { ok, status, code } = await trySchema(session, { a: { type: 'string' } });
			return expectThat(!ok, 'it is accepted', `${status} ${code}`);
		},
	},
	{
		id: 'enum-null',
		assumption: 'Choices need no type and a null among them.',
		where: ['nodes/shared/schema/choices.ts'],
		ifWrong: 'Schemas with choices are refused, or null means something else.',
		async check(session) {
			const { ok, message } = await trySchema(session, { a: { enum: ['x', 'y', null] } });
			if (!ok) return notHeld(message);
			const without = await trySchema(session, { a: { enum: ['x', 'y'] } });
			return expectThat(!without.ok, 'choices without null are accepted too');
		},
	},
	{
		id: 'nesting-limit',
		assumption: 'Five levels of objects are accepted, six are not.',
		where: [JSON_SCHEMA],
		ifWrong: 'Schemas that Extend would take are refused, or it refuses them after the upload.',
		async check(session) {
			const five = await trySchema(session, nest(5, TEXT));
			if (!five.ok) return notHeld(`five levels: ${five.message}`);
			const six = await trySchema(session, nest(6, TEXT));
			return expectThat(!six.ok, 'six levels are accepted');
		},
	},
	{
		id: 'currency-level',
		assumption: 'A currency counts as a level of nesting.',
		where: [JSON_SCHEMA],
		ifWrong: 'Nothing but that a currency at the sixth level is refused by the node.',
		async check(session) {
			const { ok } = await trySchema(session, nest(5, CURRENCY));
			return expectThat(!ok, 'below five levels it is accepted');
		},
	},
	{
		id: 'newest-models',
		assumption: 'Extend takes the base processors and engines that the node offers beyond its SDK.',
		where: [
			'nodes/Extend/parameters/config/extractionOptions.ts',
			'nodes/Extend/parameters/parsing/parseOptions.ts',
		],
		ifWrong: 'These choices fail with 400.',
		async check(session) {
			const schema = { type: 'object', properties: { a: TEXT } };
			const operator = await tryConfig(session, { baseProcessor: 'extraction_operator', schema });
			const auto = await tryConfig(session, { schema, parseConfig: { engine: 'parse_auto' } });
			const failed = [
				...(operator.ok ? [] : [`extraction_operator: ${operator.message}`]),
				...(auto.ok ? [] : [`parse_auto: ${auto.message}`]),
			];
			return expectThat(failed.length === 0, failed.join('; '));
		},
	},
];
