import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { OutputSettings } from '../shared/output/types';
import type { ResourceType } from '../shared/parameters/resourcePicker';

export type TriggerContext = IHookFunctions | IWebhookFunctions;

/** One extractor, classifier, splitter or workflow. */
export interface Scope {
	type: ResourceType;
	id: string;
}

export interface TriggerSettings {
	events: string[];
	/** undefined: the whole workspace */
	scope: Scope | undefined;
	output: Pick<OutputSettings, 'mode' | 'rowsField' | 'review' | 'shape'>;
	downloadPayload: boolean;
}

/** The endpoint in Extend that belongs to the node. */
export interface Registration {
	endpointId: string;
	signingSecret: string;
	url: string;
}
