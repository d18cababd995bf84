import { defineMessages } from '../nodes/shared/utils/messages';

/** Results of the credential test. */
export const CREDENTIAL_TEST_MESSAGES = defineMessages({
	wrongKey:
		"Extend rejected the API key. Check that it's complete, and that 'Region' matches your account.",
	notAllowed:
		"The API key can't access this workspace. Check 'Workspace ID', and its permissions in Extend.",
	notExtend: "Couldn't find the Extend API at this URL. Check 'Base URL'.",
	redirected:
		"'Base URL' redirects to another URL. Enter the final URL. To protect your API key, n8n doesn't follow redirects.",
});
