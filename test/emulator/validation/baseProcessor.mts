import { z } from 'zod';

/**
 * A base processor of a family such as `extraction`. Extend adds base processors without a new API version
 * (the SDK types them as open strings), so one that is not known here is no reason to reject a request.
 */
export const createBaseProcessorSchema = (family: string) =>
	z.string().regex(new RegExp(`^${family}_[a-z]+$`), `Expected a base processor ${family}_…`);
