import { defineCampaign } from '../campaign.mts';

defineCampaign('workflow');
