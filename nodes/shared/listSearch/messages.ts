import { defineMessages } from '../utils/messages';

export const LIST_ACTIONS = defineMessages({
	readList: 'reading the list',
});
