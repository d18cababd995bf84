import { campaign } from '../campaign.mts';

campaign('sync');
