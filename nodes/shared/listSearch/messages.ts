import { defineMessages } from '../utils/messages';

/** The only entry of an empty list. */
export const EMPTY_LISTS = defineMessages({
	extractor: 'No extractors yet. Create one in the Extend dashboard.',
	classifier: 'No classifiers yet. Create one in the Extend dashboard.',
	splitter: 'No splitters yet. Create one in the Extend dashboard.',
	workflow: 'No workflows yet. Create one in the Extend dashboard.',
});

/** The same where the operation also works without a saved one. */
export const EMPTY_OPTIONAL_LISTS = defineMessages({
	extractor: "No extractors yet. Choose 'Automatic' or 'Define Below'.",
	classifier: "No classifiers yet. Choose 'Define Below'.",
	splitter: "No splitters yet. Choose 'Define Below'.",
});

export const LIST_ACTIONS = defineMessages({
	readList: 'reading the list',
});
