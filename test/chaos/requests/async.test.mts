import { campaign } from '../campaign.mts';

campaign('async');
