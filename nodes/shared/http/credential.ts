/**
 * The values of a credential, without the characters that copying adds. The only place that reads it: requests, the
 * test of the credential and the trigger use the same values.
 */
import { sha256 } from '../utils/hash';
import { getOwn } from '../utils/objects';
import { stripIgnorable } from '../utils/unicode';
import type { Message } from '../utils/messages';
import { CREDENTIAL_MESSAGES } from './messages';
import { REGION_URLS } from './regions';

/** The decrypted credential, as entered. */
export interface CredentialInput {
	apiKey?: unknown;
	region?: unknown;
	baseUrl?: unknown;
	workspaceId?: unknown;
}

export interface CleanCredential {
	apiKey: string;
	/** without a trailing slash */
	baseUrl: string;
	/** empty when none is entered */
	workspaceId: string;
	/** why nothing can be sent with it */
	problem?: Message;
}

/** Whitespace that is not entered on purpose: a line break, a tab, a no-break space. */
const ODD_SPACE = /[^\S ]/g;
const QUOTES = '"\'`„“”‘’«»';
/** What stands before the key where it is copied from a header. */
const AUTH_SCHEME = /^(?:authorization\s*:\s*)?bearer(?:[\s:]+|$)/i;

/** Reads a credential. Never throws: what cannot be used is its `problem`. */
export function readCredential(credential: CredentialInput): CleanCredential {
	const apiKey = cleanKey(credential.apiKey);
	const workspaceId = clean(credential.workspaceId);
	const region = getOwn(REGION_URLS, String(credential.region ?? 'us'));
	// An unknown region falls back to the custom base URL, like 'Custom'.
	const baseUrl = (region ?? clean(credential.baseUrl)).replace(/\/$/, '');
	const problem =
		findKeyProblem(apiKey) ?? findWorkspaceProblem(workspaceId) ?? findUrlProblem(baseUrl);
	return { apiKey, baseUrl, workspaceId, ...(problem ? { problem } : {}) };
}

/**
 * The same for all who see the same runs: by address, workspace and key. SHA-256 in hex, which is as hard to guess as
 * the key, so it can make hashes of weak secrets safe.
 */
export function hashAccount(credential: CredentialInput): string {
	const { apiKey, baseUrl, workspaceId } = readCredential(credential);
	return sha256(JSON.stringify([baseUrl, workspaceId, apiKey]));
}

function clean(value: unknown): string {
	return trimQuotes(stripIgnorable(String(value ?? ''))).replace(ODD_SPACE, '');
}

function cleanKey(value: unknown): string {
	let key = trimQuotes(stripIgnorable(String(value ?? '')));
	for (let rest = ''; rest !== key; ) {
		rest = key;
		key = trimQuotes(key.replace(AUTH_SCHEME, ''));
	}
	return key.replace(ODD_SPACE, '');
}

/** The text without the blanks and quotes around it. */
function trimQuotes(text: string): string {
	const isAround = (character: string) => QUOTES.includes(character) || character.trim() === '';
	let [start, end] = [0, text.length];
	while (start < end && isAround(text.charAt(start))) start++;
	while (end > start && isAround(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

function findKeyProblem(apiKey: string): Message | undefined {
	if (apiKey === '') return CREDENTIAL_MESSAGES.noKey;
	return isHeaderText(apiKey) ? undefined : CREDENTIAL_MESSAGES.invalidKey;
}

function findWorkspaceProblem(workspaceId: string): Message | undefined {
	return isHeaderText(workspaceId) ? undefined : CREDENTIAL_MESSAGES.invalidWorkspace;
}

function findUrlProblem(baseUrl: string): Message | undefined {
	if (baseUrl === '') return CREDENTIAL_MESSAGES.noBaseUrl;
	if (!/^https?:\/\//i.test(baseUrl)) return CREDENTIAL_MESSAGES.noScheme;
	return URL.canParse(baseUrl) ? undefined : CREDENTIAL_MESSAGES.invalidBaseUrl;
}

/** HTTP clients drop or reject other characters in a header, which would change the key. */
function isHeaderText(text: string): boolean {
	return /^[!-~]*$/.test(text);
}
