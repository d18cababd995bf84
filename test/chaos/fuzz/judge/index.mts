/** Judges an execution by what it billed, what came out of it, and what it left behind. */
import type { Observation } from '../observation.mts';
import { checkAftermath } from './aftermath.mts';
import { checkBilling } from './billing.mts';
import { checkItems } from './items.mts';
import { checkReuse } from './reuse.mts';

/** The violations that were found. */
export function judge(seen: Observation): string[] {
	return [...checkBilling(seen), ...checkReuse(seen), ...checkItems(seen), ...checkAftermath(seen)];
}
