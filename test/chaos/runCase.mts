/** Runs a case with the built node in n8n's engine. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { runExtend } from '../support/extendNode.mts';
import type { ChaosCase, ErrorSetting } from './cases.mts';
import { getMode } from './modes.mts';

export const ON_ERROR: Record<ErrorSetting, object> = {
	stop: {},
	items: { onError: 'continueRegularOutput' },
	branch: { onError: 'continueErrorOutput' },
};

/** Item timeout in seconds; short where a fault takes real time. */
export const TIMEOUT_S = { silent: 2, else: 120 };
/** Longer than any wait. */
export const HOUR_MS = 3_600_000;

export type ChaosRun = Awaited<ReturnType<typeof runExtend>> & { elapsedMs: number };

export async function runCase(
	emulator: Pick<Emulator, 'url' | 'apiKey'> & { options?: Emulator['options'] },
	one: ChaosCase,
	items: INodeExecutionData[],
	now: () => number,
): Promise<ChaosRun> {
	const { parameters, options } = getMode(one.mode);
	const cancels = one.step === 'cancel';
	if (cancels && emulator.options) emulator.options.latencyMs = HOUR_MS;
	const began = now();
	const result = await runExtend({
		emulator,
		items,
		parameters,
		options: {
			...options,
			concurrency: one.parallel,
			timeout: TIMEOUT_S[one.namedFault.isSilent || cancels ? 'silent' : 'else'],
			...(cancels ? { cancelRunOn: ['stop', 'timeout'] } : {}),
		},
		node: ON_ERROR[one.errors],
	});
	return { ...result, elapsedMs: now() - began };
}
