/**
 * The parameters of a node as n8n resolves them. The only file that asks n8n for them: each is asked for once, since
 * it may be an expression and n8n copies what it returns.
 */
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type IGetNodeParameterOptions,
	type IHookFunctions,
	type INodeProperties,
	type IWebhookFunctions,
} from 'n8n-workflow';
import type { InputError } from '../errors/inputError';
import { requireInputError } from '../errors/requireInputError';
import { toItemMessage } from '../errors/toNodeError';
import type { Message } from '../utils/messages';
import { matchChoice, toObject, type JsonValue } from '../utils/objects';
import { toText } from '../utils/sanitize';
import { toDeclaredValue, type ReadingRules } from './declared/declaredValues';
import { VALUE_MESSAGES } from './declared/messages';

/** A parameter that is on or off. */
export type BooleanProperty = INodeProperties & { type: 'boolean' };

/** What the parameters of an item and of a trigger have in common. */
export abstract class NodeParameters {
	private readonly known = new Map<string, JsonValue>();

	private readonly collections = new Map<INodeProperties[], IDataObject>();

	/** undefined outside of items */
	abstract readonly itemIndex: number | undefined;

	abstract readonly context: Pick<IExecuteFunctions, 'getNode' | 'getTimezone'>;

	protected abstract ask(
		name: string,
		fallback: unknown,
		options?: IGetNodeParameterOptions,
	): JsonValue;

	/** Of any type, since an expression may give anything. */
	get(name: string, fallback: unknown = ''): JsonValue {
		if (!this.known.has(name)) this.known.set(name, this.ask(name, fallback));
		return this.known.get(name);
	}

	/** What is chosen in a picker, or entered there. */
	picked(name: string): string {
		const key = `${name}.value`;
		if (!this.known.has(key)) this.known.set(key, this.ask(name, '', { extractValue: true }));
		return toText(this.known.get(key)).trim();
	}

	/** Without blanks around it; empty for what is no text or number. */
	text(name: string, fallback = ''): string {
		return toText(this.get(name, fallback)).trim();
	}

	/** One of the choices; the fallback for any other value, which n8n keeps when the operation changes. */
	choice<const T extends string>(name: string, choices: readonly T[], fallback: NoInfer<T>): T {
		return matchChoice(choices, this.get(name, fallback)) ?? fallback;
	}

	/**
	 * The value with the type of its declaration, or its default when it is not set. Throws NodeOperationError.
	 * @param path where it is, for an entry of a collection that is needed without the others: `options.timeout`
	 */
	declared(declared: INodeProperties, path = declared.name): JsonValue {
		const value = this.get(path, declared.default);
		const read = () => toDeclaredValue(value, declared, {});
		return this.check(declared.displayName, read) ?? declared.default;
	}

	/** The same for a parameter that is on or off. */
	boolean(declared: BooleanProperty): boolean {
		return this.declared(declared) === true;
	}

	/**
	 * The entries of a collection that are declared and set. Entries of other operations, which n8n keeps, are left
	 * out. Throws NodeOperationError.
	 * @param name of the collection
	 * @param declared what the result is remembered by: always of the same collection, with the same rules
	 */
	collection(name: string, declared: INodeProperties[], rules: ReadingRules = {}): IDataObject {
		const known = this.collections.get(declared);
		if (known) return known;
		const values = toObject(this.get(name, {})) ?? {};
		const result: IDataObject = {};
		for (const property of declared) {
			const value = this.check(property.displayName, () =>
				toDeclaredValue(values[property.name], property, rules),
			);
			if (value !== undefined) result[property.name] = value;
		}
		this.collections.set(declared, result);
		return result;
	}

	/**
	 * What `read` returns. An InputError of it becomes the error of the parameter, any other is thrown as it is.
	 * @param displayName of the parameter
	 */
	check<T>(displayName: string, read: () => T): T {
		try {
			return read();
		} catch (error) {
			throw this.toError(displayName, requireInputError(error));
		}
	}

	/**
	 * The error that a user sees for wrong input: which parameter, which item, where inside and what to do
	 * (invariant 14).
	 */
	toError(displayName: string, { message, hint }: InputError): NodeOperationError {
		return this.createError({
			message: `${VALUE_MESSAGES.check({ displayName })}: ${message}`,
			hint,
		});
	}

	/** The error for a message that names the parameter itself. */
	createError({ message, hint }: Message): NodeOperationError {
		const { itemIndex } = this;
		const options = { itemIndex, description: hint };
		const text = toItemMessage(message, itemIndex);
		return new NodeOperationError(this.context.getNode(), text, options);
	}
}

/** Those of one item. */
export class ItemParameters extends NodeParameters {
	constructor(
		readonly context: IExecuteFunctions,
		readonly itemIndex: number,
	) {
		super();
	}

	protected ask(name: string, fallback: unknown, options?: IGetNodeParameterOptions): JsonValue {
		return this.context.getNodeParameter(name, this.itemIndex, fallback, options);
	}
}

/** Those of a trigger, which has no items. */
export class TriggerParameters extends NodeParameters {
	readonly itemIndex = undefined;

	constructor(readonly context: IHookFunctions | IWebhookFunctions) {
		super();
	}

	protected ask(name: string, fallback: unknown, options?: IGetNodeParameterOptions): JsonValue {
		return this.context.getNodeParameter(name, fallback, options);
	}
}
