import { defineCampaign } from '../campaign.mts';

defineCampaign('sync');
