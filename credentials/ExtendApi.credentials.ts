import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { readCredential } from '../nodes/shared/http/credential';
import { API_VERSION, REGION_URLS } from '../nodes/shared/http/regions';
import { CREDENTIAL_TEST_MESSAGES } from './messages';

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
			description: 'Create an API key on the Developers page of the Extend dashboard',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			default: 'us',
			description: 'The region of your Extend account. Each API key only works in one region.',
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
			description: 'URL of a self-hosted or staging Extend instance, without a path',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Workspace ID',
			name: 'workspaceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. ws_...',
			description: 'ID of the workspace to use. Only needed for organization API keys.',
		},
	];

	// A function, because a generic rule would send the workspace header even when it is empty. A member of its own, not a
	// method: n8n copies the members for the editor, which offers only types with `authenticate` in HTTP Request.
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { apiKey, baseUrl, workspaceId, problem } = readCredential(credentials);
		if (problem) throw new Error(`${problem.message}. ${problem.hint}`);
		return {
			...requestOptions,
			// The test of the credential brings it as entered.
			...(requestOptions.baseURL === undefined ? {} : { baseURL: baseUrl }),
			headers: {
				...requestOptions.headers,
				Authorization: `Bearer ${apiKey}`,
				'x-extend-api-version': API_VERSION,
				...(workspaceId === '' ? {} : { 'x-extend-workspace-id': workspaceId }),
			},
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ (${JSON.stringify(REGION_URLS)}[$credentials.region] || $credentials.baseUrl).trim().replace(/\\/$/, "") }}`,
			url: '/extractors',
			qs: { maxPageSize: 1 },
			// A followed redirect would send the key to another address.
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: CREDENTIAL_TEST_MESSAGES.wrongKey,
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: CREDENTIAL_TEST_MESSAGES.notAllowed,
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: CREDENTIAL_TEST_MESSAGES.notExtend,
				},
			},
			...[301, 302, 303, 307, 308].map(
				(value) =>
					({
						type: 'responseCode',
						properties: {
							value,
							message: CREDENTIAL_TEST_MESSAGES.redirected,
						},
					}) as const,
			),
		],
	};
}
