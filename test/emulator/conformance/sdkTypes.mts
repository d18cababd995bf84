/**
 * Reads the SDK's type declarations at run time, and compares responses and schemas of requests with them.
 */
import path from 'node:path';
import ts from 'typescript';
import { z } from 'zod';

const ROOT = path.join(path.dirname(require.resolve('extend-ai')), 'Client.d.ts');

const isObject = (type: ts.Type) => (type.flags & ts.TypeFlags.Object) !== 0;
const isUnknown = (type: ts.Type) => (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;

export class SdkTypes {
	private readonly checker: ts.TypeChecker;
	private readonly file: ts.SourceFile;
	private readonly client: ts.Type;

	constructor() {
		const program = ts.createProgram([ROOT], {
			target: ts.ScriptTarget.ES2022,
			strict: true,
			noEmit: true,
			skipLibCheck: true,
			types: [],
			moduleResolution: ts.ModuleResolutionKind.Node10,
		});
		this.checker = program.getTypeChecker();
		this.file = program.getSourceFile(ROOT)!;
		const [symbol] = this.checker
			.getExportsOfModule(this.checker.getSymbolAtLocation(this.file)!)
			.filter(({ name }) => name === 'ExtendClient');
		this.client = this.checker.getDeclaredTypeOfSymbol(symbol);
	}

	/** All calls of the client, such as `extract` and `extractRuns.create`. */
	listCalls(): string[] {
		return this.listMembers(this.client).flatMap(({ name, type }) =>
			type.getCallSignatures().length > 0
				? [name]
				: this.listMembers(type)
						.filter((member) => member.type.getCallSignatures().length > 0)
						.map((member) => `${name}.${member.name}`),
		);
	}

	/** Lists what is wrong with the response of a call: `$.output: missing`. */
	findProblems(call: string, response: unknown): string[] {
		return this.compare(response, this.getResponseType(call), '$');
	}

	/** Lists how a schema of requests differs from the request of a call: keys, and where more are let in. */
	findRequestProblems(call: string, schema: z.ZodTypeAny): string[] {
		const request = this.getSignature(call)
			.getParameters()
			.find(({ name }) => name === 'request');
		if (!request) return [];
		return this.compareSchema(schema, [this.checker.getTypeOfSymbol(request)], '$', new Set());
	}

	private listMembers(type: ts.Type) {
		return this.checker
			.getPropertiesOfType(type)
			.filter(
				({ name, valueDeclaration }) =>
					!name.startsWith('_') &&
					(ts.getCombinedModifierFlags(valueDeclaration!) &
						ts.ModifierFlags.NonPublicAccessibilityModifier) ===
						0,
			)
			.map((symbol) => ({ name: symbol.name, type: this.checker.getTypeOfSymbol(symbol) }));
	}

	private getSignature(call: string): ts.Signature {
		let type = this.client;
		for (const name of call.split('.')) {
			const symbol = this.checker.getPropertyOfType(type, name);
			if (!symbol) throw new Error(`The SDK has no ${call}.`);
			type = this.checker.getTypeOfSymbol(symbol);
		}
		return type.getCallSignatures()[0];
	}

	private getResponseType(call: string): ts.Type {
		return this.checker.getAwaitedType(this.getSignature(call).getReturnType())!;
	}

	private compare(value: unknown, type: ts.Type, at: string): string[] {
		if (isUnknown(type)) return [];
		if (type.isUnion()) {
			// Of the members that a value does not fit, the closest one explains best.
			const objects = type.types.filter((one) => isObject(one) && this.isNamedBy(one, value));
			const members = typeof value === 'object' && objects.length && value ? objects : type.types;
			const results = members.map((one) => this.compare(value, one, at));
			return results.reduce((best, one) => (one.length < best.length ? one : best));
		}
		if (type.isLiteral()) return value === type.value ? [] : [`${at}: expected ${type.value}`];
		const text = this.checker.typeToString(type);
		if (!isObject(type)) {
			const actual = value === null ? 'null' : typeof value;
			return actual === text || String(value) === text
				? []
				: [`${at}: expected ${text}, got ${actual}`];
		}
		if (typeof value !== 'object' || value === null) return [`${at}: expected ${text}`];
		return Array.isArray(value)
			? this.compareList(value, type, at)
			: this.compareObject(value as Record<string, unknown>, type, at);
	}

	/** Whether the constants of a type, such as `type: "PARSE"`, are those of a value. */
	private isNamedBy(type: ts.Type, value: unknown): boolean {
		return this.checker.getPropertiesOfType(type).every((property) => {
			const own = this.checker.getTypeOfSymbol(property);
			return !own.isLiteral() || own.value === (value as Record<string, unknown>)?.[property.name];
		});
	}

	private compareList(value: unknown[], type: ts.Type, at: string): string[] {
		const item = type.getNumberIndexType();
		if (!this.checker.isArrayType(type) || !item) return [`${at}: expected no list`];
		return value.flatMap((one, i) => this.compare(one, item, `${at}[${i}]`));
	}

	private compareObject(value: Record<string, unknown>, type: ts.Type, at: string): string[] {
		if (this.checker.isArrayType(type)) return [`${at}: expected a list`];
		const values = type.getStringIndexType();
		const known = new Map(this.checker.getPropertiesOfType(type).map((one) => [one.name, one]));
		const missing = [...known.values()]
			.filter(({ name, flags }) => !(name in value) && !(flags & ts.SymbolFlags.Optional))
			.map(({ name }) => `${at}.${name}: missing`);
		const wrong = Object.entries(value).flatMap(([key, one]) => {
			const property = known.get(key);
			const own = property ? this.checker.getTypeOfSymbol(property) : values;
			return own ? this.compare(one, own, `${at}.${key}`) : [`${at}.${key}: unknown`];
		});
		return [...missing, ...wrong];
	}

	/** `types`: what a value can be, according to the SDK. */
	private compareSchema(
		schema: z.ZodTypeAny,
		types: ts.Type[],
		at: string,
		seen: Set<z.ZodTypeAny>,
	): string[] {
		const members = types
			.flatMap((type) => (type.isUnion() ? type.types : [type]))
			.filter((type) => isObject(type));
		if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
			return this.compareSchema(schema.unwrap(), members, at, seen);
		if (schema instanceof z.ZodEffects)
			return this.compareSchema(schema.innerType(), members, at, seen);
		if (schema instanceof z.ZodLazy) {
			// Schemas that contain themselves are compared once.
			if (seen.has(schema)) return [];
			return this.compareSchema(schema.schema, members, at, new Set([...seen, schema]));
		}
		if (schema instanceof z.ZodArray) {
			const items = members.flatMap((type) => type.getNumberIndexType() ?? []);
			return this.compareSchema(schema.element, items, `${at}[]`, seen);
		}
		if (schema instanceof z.ZodRecord) {
			const values = members.flatMap((type) => type.getStringIndexType() ?? []);
			return this.compareSchema(schema.valueSchema, values, `${at}{}`, seen);
		}
		if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
			return this.compareUnion(schema.options, members, at, seen);
		return schema instanceof z.ZodObject ? this.compareKeys(schema, members, at, seen) : [];
	}

	/** Each member of the SDK's union has to equal an option of the schema. */
	private compareUnion(
		options: z.ZodTypeAny[],
		members: ts.Type[],
		at: string,
		seen: Set<z.ZodTypeAny>,
	): string[] {
		return members.flatMap((member) => {
			const results = options.map((one) => this.compareSchema(one, [member], at, seen));
			return results.reduce((best, one) => (one.length < best.length ? one : best));
		});
	}

	private compareKeys(
		schema: z.AnyZodObject,
		members: ts.Type[],
		at: string,
		seen: Set<z.ZodTypeAny>,
	): string[] {
		const shape = schema.shape as z.ZodRawShape;
		const properties = members
			.flatMap((type) => this.checker.getPropertiesOfType(type))
			// Header parameters are part of the SDK's requests.
			.filter(({ name }) => !name.startsWith('x-extend-'));
		const names = new Set(properties.map(({ name }) => name));
		return [
			...(schema._def.unknownKeys === 'strict' ? [] : [`${at}: lets unknown keys in`]),
			...[...names].filter((name) => !shape[name]).map((name) => `${at}.${name}: refused`),
			...Object.entries(shape).flatMap(([name, own]) => {
				if (!names.has(name)) return [`${at}.${name}: not in the SDK`];
				const types = properties
					.filter((property) => property.name === name)
					.map((property) => this.checker.getTypeOfSymbol(property));
				return this.compareSchema(own, types, `${at}.${name}`, seen);
			}),
		];
	}
}
