import { defineCampaign } from '../campaign.mts';

defineCampaign('reuse');
