import { campaign } from '../campaign.mts';

campaign('batch');
