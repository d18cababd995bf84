import { campaign } from '../campaign.mts';

campaign('edit');
