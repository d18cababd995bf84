/** What the tests of 'When Already Processed' share (docs/reliability.md). */
import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { byId, runExtend, type RunExtendOptions } from './extendNode.mts';
import { createInvoiceText, findRequests, storeBinary, useEmulator } from './fixtures.mts';
import { SAVED_EXTRACTOR } from './invoiceRuns.mts';
import { clock } from './testedNodes.mts';
import { useVirtualClock } from './virtualClock.mts';

export const DAY_MS = 86_400_000;

let lastNumber = 20_000;
/** Each test has documents of its own, since the process remembers those of the tests before. */
export const nextNumber = () => (lastNumber += 1);

export const createItem = async (
	number: number,
	fileName = `${number}.txt`,
	field = 'data',
): Promise<INodeExecutionData> => ({
	json: {},
	binary: { [field]: await storeBinary(createInvoiceText(number), fileName) },
});

/** The parameters of a saved extractor. */
export const extractor = (version?: string): IDataObject => ({
	...SAVED_EXTRACTOR,
	...(version === undefined ? {} : { extractorVersion: byId(version) }),
});
/** An emulator and a virtual clock for the file, and executions with the option. */
export function useReuse() {
	const emulator = useEmulator();
	const time = useVirtualClock(clock);

	/** One execution of its own. Its hints are those about what is reused: text has no confidence, which another says. */
	async function execute(
		o: Partial<RunExtendOptions> & Pick<RunExtendOptions, 'items'>,
		whenAlreadyProcessed = 'reuse',
	) {
		const result = await runExtend({
			emulator,
			executionId: randomUUID(),
			...o,
			parameters: { output: 'fields', ...o.parameters },
			options: { whenAlreadyProcessed, ...o.options },
		});
		const hints = result.hints.filter((hint) => !hint.includes('confidence scores'));
		return { ...result, hints };
	}
	const countRequests = (method: string, where: string | RegExp) =>
		findRequests(emulator, method, where).length;
	return {
		emulator,
		time,
		execute,
		/** After this the process has forgotten its runs, as after a restart: only the list knows them. */
		forgetRuns: () => time.advance(DAY_MS + 1),
		countRequests,
		countLists: () => countRequests('GET', '/extract_runs'),
		countReads: () => countRequests('GET', /^\/extract_runs\/[^/]+$/),
	};
}
