/** IDs that users enter. All required IDs of both nodes are read here. */
import { NodeOperationError, type INode } from 'n8n-workflow';
import { InputError } from '../errors/inputError';
import { requireInputError } from '../errors/requireInputError';
import { toItemMessage } from '../errors/toNodeError';
import type { Message } from '../utils/messages';

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

/**
 * The ID of a picker. Throws NodeOperationError.
 * @param itemIndex left out outside of items
 */
export function readPickedId(
	node: INode,
	picked: unknown,
	empty: Message,
	itemIndex?: number,
): string {
	try {
		return readRequiredId(picked, { empty });
	} catch (error) {
		const { message: reason, hint } = requireInputError(error);
		const message = toItemMessage(reason, itemIndex);
		throw new NodeOperationError(node, message, { itemIndex, description: hint });
	}
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
