import { defineCampaign } from '../campaign.mts';

defineCampaign('edit');
