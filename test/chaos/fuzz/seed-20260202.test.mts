import { defineFuzz } from './fuzz.mts';

defineFuzz(20_260_202);
