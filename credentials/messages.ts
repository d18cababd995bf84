import { defineMessages } from '../nodes/shared/utils/messages';

/** Results of the credential test. */
export const CREDENTIAL_TEST_MESSAGES = defineMessages({
	wrongKey:
		'Extend did not accept this key in this region. Check the key, and the region: a key works in one region only.',
	notAllowed:
		'The key is known but may not be used here. Check the workspace ID and the rights of the key in the Extend dashboard.',
	notExtend: 'There is no Extend at this address. Check the base URL of the credential.',
	redirected:
		'This address leads elsewhere. Enter the final address as base URL; redirects are not followed, so that the key stays there.',
});
