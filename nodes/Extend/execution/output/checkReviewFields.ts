import { InputError } from '../../../shared/errors/inputError';
import { findUnknownFields } from '../../../shared/output/judging/unknownFields';
import { listFieldPaths } from '../../../shared/schema';
import type { ProcessorConfig } from '../../parameters/config/processorConfig';
import { OUTPUT_MESSAGES } from './messages';
import type { RunOutputSettings } from './runItems';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/**
 * Whether rules name fields that exist: with a schema in this node that is known before any money is spent.
 * Throws NodeOperationError.
 */
export function checkReviewFields(
	params: ItemParameters,
	config: ProcessorConfig,
	{ review }: RunOutputSettings,
): void {
	const schema = config.using === 'config' ? config.config.schema : undefined;
	if (schema === undefined) return;
	params.check('Review Options', () => {
		const [name] = findUnknownFields(schema, review);
		if (name === undefined) return;
		const names = listFieldPaths(schema).join(', ');
		throw new InputError(OUTPUT_MESSAGES.unknownField({ name, names }));
	});
}
