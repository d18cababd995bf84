import type { IDataObject } from 'n8n-workflow';
import { ArgumentError } from './arguments.mts';

const REGIONS = ['us', 'us2', 'eu'];

/** Reads the credential from the environment. Undefined: the demo uses the emulator. Throws ArgumentError. */
export function readCredential(env: NodeJS.ProcessEnv): IDataObject | undefined {
	const apiKey = env.EXTEND_API_KEY?.trim();
	if (!apiKey) return undefined;
	const baseUrl = env.EXTEND_BASE_URL?.trim();
	const region = env.EXTEND_REGION?.trim() || 'us';
	const workspaceId = env.EXTEND_WORKSPACE_ID?.trim() ?? '';
	if (baseUrl) return { apiKey, region: 'custom', baseUrl: requireUrl(baseUrl), workspaceId };
	if (!REGIONS.includes(region)) {
		throw new ArgumentError(`EXTEND_REGION is ${region}, but has to be ${REGIONS.join(', ')}.`);
	}
	return { apiKey, region, workspaceId };
}

function requireUrl(text: string): string {
	if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return text;
	throw new ArgumentError('EXTEND_BASE_URL has to be an address that begins with https://.');
}
