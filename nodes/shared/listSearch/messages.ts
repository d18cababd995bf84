import { defineMessages } from '../utils/messages';

/** The only entry of an empty list. */
export const EMPTY_LISTS = defineMessages({
	extractor: "No extractors yet. Choose 'Automatic' or 'Define Below'.",
	classifier: "No classifiers yet. Choose 'Define Below'.",
	splitter: "No splitters yet. Choose 'Define Below'.",
	workflow: 'No workflows yet. Create one in the Extend dashboard.',
});

export const LIST_ACTIONS = defineMessages({
	readList: 'reading the list',
});
