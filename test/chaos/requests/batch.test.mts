import { defineCampaign } from '../campaign.mts';

defineCampaign('batch');
