import { defineCampaign } from '../campaign.mts';

defineCampaign('async');
