/** IDs that users enter. All required IDs of both nodes are read here. */
import { InputError } from '../errors/inputError';
import type { Message } from '../utils/messages';
import type { NodeParameters } from './nodeParameters';

const ID = /^[\w-]{1,255}$/;
/** How much of a wrong ID stands in the message, in characters. */
const MAX_ID_IN_MESSAGE = 60;

export interface RequiredIdMessages {
	empty: Message;
	/** left out: any text passes, as pickers take it from their list */
	invalid?: (values: { id: string }) => Message;
}

/**
 * The ID in what was entered. Throws InputError.
 * @param options `acceptsAddress`: whether an address of the dashboard may stand for the ID
 */
export function readRequiredId(
	entered: unknown,
	{ empty, invalid }: RequiredIdMessages,
	{ acceptsAddress = true }: { acceptsAddress?: boolean } = {},
): string {
	const text = String(entered ?? '');
	const id = acceptsAddress ? extractId(text) : text.trim();
	if (id === '') throw new InputError(empty);
	if (invalid && !ID.test(id)) throw new InputError(invalid({ id: shortenId(id) }));
	return id;
}

/** The ID that is chosen in the picker of that name. Throws NodeOperationError when it is empty. */
export function readPickedId(params: NodeParameters, name: string, empty: Message): string {
	const id = extractId(params.picked(name));
	if (id !== '') return id;
	throw params.createError(empty);
}

/** The ID in a text: the text itself, or the part of a dashboard address that is an ID. */
export function extractId(entered: string): string {
	const text = entered.trim();
	if (!text.includes('/')) return text;
	const parts = text.split(/[/?#]/).filter((part) => part !== '');
	return parts.reverse().find((part) => /^[a-z]+_[A-Za-z0-9_-]+$/.test(part)) ?? text;
}

/** A wrong ID as messages show it. */
export function shortenId(id: string): string {
	return id.slice(0, MAX_ID_IN_MESSAGE);
}
