import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_VERSION, REGION_URLS } from '../nodes/shared/http/regions';

/** HTTP clients drop such characters or refuse them, and the key would arrive as another one. */
function headerText(value: unknown, what: string): string {
	const text = String(value ?? '').trim();
	if (/^[!-~]*$/.test(text)) return text;
	throw new Error(
		`The ${what} in the credential has a space, a line break or a letter that no ${what} has: copy it anew`,
	);
}

export class ExtendApi implements ICredentialType {
	name = 'extendApi';

	displayName = 'Extend API';

	icon = { light: 'file:../icons/extend.svg', dark: 'file:../icons/extend.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-extend/n8n-nodes-extend?tab=readme-ov-file#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. sk_...',
			description: 'Create one in the Extend dashboard under Developers',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			default: 'us',
			description: 'Where your Extend account lives. A key works in one region only.',
			options: [
				{ name: 'US', value: 'us' },
				{ name: 'US2 (HIPAA)', value: 'us2' },
				{ name: 'EU', value: 'eu' },
				{ name: 'Custom Base URL', value: 'custom' },
			],
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://extend.example.com',
			description: 'Address of a self-hosted or staging Extend, without a path',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Workspace ID',
			name: 'workspaceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. ws_...',
			description: 'Only for keys of a whole organization: the workspace to work in',
		},
	];

	// A function, because a generic rule would send the workspace header even when it is empty.
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const workspaceId = headerText(credentials.workspaceId, 'workspace ID');
		const apiKey = headerText(credentials.apiKey, 'API key');
		return {
			...requestOptions,
			headers: {
				...requestOptions.headers,
				Authorization: `Bearer ${apiKey}`,
				'x-extend-api-version': API_VERSION,
				...(workspaceId === '' ? {} : { 'x-extend-workspace-id': workspaceId }),
			},
		};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ (${JSON.stringify(REGION_URLS)}[$credentials.region] || $credentials.baseUrl).trim().replace(/\\/$/, "") }}`,
			url: '/extractors',
			qs: { maxPageSize: 1 },
			// Followed, a redirect would take the key to another address.
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Extend did not accept this key in this region. Check the key, and the region: a key works in one region only.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The key is known but may not be used here. Check the workspace ID and the rights of the key in the Extend dashboard.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Extend at this address. Check the base URL of the credential.',
				},
			},
			...[301, 302, 303, 307, 308].map(
				(value) =>
					({
						type: 'responseCode',
						properties: {
							value,
							message:
								'This address leads elsewhere. Enter the final address as base URL; redirects are not followed, so that the key stays there.',
						},
					}) as const,
			),
		],
	};
}
