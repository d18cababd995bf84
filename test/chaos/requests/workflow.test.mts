import { campaign } from '../campaign.mts';

campaign('workflow');
