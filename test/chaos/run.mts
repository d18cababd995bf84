/** Runs a case with the built node in n8n's engine, and tells what was against the rules. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { errorOf, runExtend } from '../support/extendNode.mts';
import { everything } from '../support/fixtures.mts';
import type { ChaosCase } from './cases.mts';
import { MODES } from './modes.mts';

const ON_ERROR = {
	stop: {},
	items: { onError: 'continueRegularOutput' },
	branch: { onError: 'continueErrorOutput' },
} as const;

/** Seconds an item may take; little where a fault takes real time. */
const TIMEOUT_S = { silent: 1, else: 120 };
/** What may come on top of it: looking for a lost run, cleaning up. */
const GRACE_MS = 60_000;
export const FIRST_NUMBER = 4711;

export type ChaosRun = Awaited<ReturnType<typeof runExtend>> & { elapsedMs: number };

export async function runCase(
	emulator: Emulator,
	one: ChaosCase,
	items: INodeExecutionData[],
	now: () => number,
): Promise<ChaosRun> {
	const { parameters, options } = MODES[one.mode];
	const cancels = one.place === 'cancel';
	if (cancels) emulator.options.latencyMs = 3_600_000;
	const began = now();
	const result = await runExtend({
		emulator,
		items,
		parameters,
		options: {
			...options,
			concurrency: one.parallel,
			timeout: TIMEOUT_S[one.named.silent || cancels ? 'silent' : 'else'],
			...(cancels ? { cancelOnTimeout: true } : {}),
		},
		node: ON_ERROR[one.errors],
	});
	return { ...result, elapsedMs: now() - began };
}

const UNKNOWN = /may have been|could not be told|not known whether|look for it/i;

/** What this run did against the rules; empty when all is well. */
export function objectionsTo(emulator: Emulator, one: ChaosCase, run: ChaosRun): string[] {
	const failed = [...run.items, ...run.errorItems].filter(({ json }) => json.error !== undefined);
	return [
		...moneyObjections(emulator, one, run, failed),
		...itemObjections(one, run),
		...failed.flatMap((item) => wordObjections(errorOf(item))),
		...(run.thrown ? thrownObjections(one, run.thrown) : []),
		...(run.elapsedMs > TIMEOUT_S.else * 1000 + GRACE_MS ? [`took ${run.elapsedMs} ms`] : []),
		...(everything(run).includes(emulator.apiKey) ? ['shows the API key'] : []),
	];
}

/** At most one billed run per document; a second only where an error item says that it cannot be known. */
function moneyObjections(
	emulator: Emulator,
	one: ChaosCase,
	run: ChaosRun,
	failed: INodeExecutionData[],
): string[] {
	const perDocument = new Map<string, number>();
	for (const billed of emulator.billedRuns(MODES[one.mode].kind)) {
		const { file, files } = billed as { file?: { name: string }; files?: Array<{ name: string }> };
		const name = String(file?.name ?? files?.[0]?.name);
		perDocument.set(name, (perDocument.get(name) ?? 0) + 1);
	}
	const found: string[] = [];
	for (const [name, count] of perDocument)
		if (count > 1) found.push(`${name} billed ${count} times`);
	const unseen = perDocument.size - (one.documents - failed.length);
	const told = failed.filter((item) => {
		const { runId, description, message } = errorOf(item);
		return runId !== null || UNKNOWN.test(`${String(message)} ${String(description)}`);
	}).length;
	if (!run.thrown && unseen > told) found.push(`${unseen} billed, ${told} told`);
	return found;
}

/** Every document comes out once, in its order, paired with its input, and with its own result. */
function itemObjections(one: ChaosCase, run: ChaosRun): string[] {
	if (run.thrown) return one.errors === 'stop' ? [] : ['the node failed although it should go on'];
	const found: string[] = [];
	const positions = (items: INodeExecutionData[]) => items.map(positionOf);
	const all = [...positions(run.items), ...positions(run.errorItems)];
	if ([...all].sort().join() !== Array.from({ length: one.documents }, (_, i) => i).join())
		found.push(`items ${all.join()}`);
	for (const part of [positions(run.items), positions(run.errorItems)])
		if (part.some((position, i) => i > 0 && position < part[i - 1])) found.push('order');
	for (const item of run.items) {
		const number = numberOf(item.json);
		if (number !== undefined && number !== String(FIRST_NUMBER + positionOf(item)))
			found.push(`item ${positionOf(item)} has the result of ${number}`);
	}
	if (one.place === 'cancel') {
		if (run.items.some(({ json }) => json.error === undefined))
			found.push('a result without a run');
	} else if (!one.named.mayFail && all.length > run.items.filter((i) => !i.json.error).length) {
		const [first] = [...run.items, ...run.errorItems].filter(({ json }) => json.error);
		found.push(`failed: ${JSON.stringify(first.json.error)}`);
	}
	return found;
}

function positionOf({ pairedItem }: INodeExecutionData): number {
	const [first] = Array.isArray(pairedItem) ? pairedItem : [pairedItem];
	return typeof first === 'object' ? first.item : Number(first);
}

/** The invoice number of a result, where the output has one. */
function numberOf(json: IDataObject): string | undefined {
	const output = json.output as { value?: IDataObject } | undefined;
	const value = json.invoice_number ?? output?.value?.invoice_number;
	return value === undefined || value === null ? undefined : String(value);
}

/** An error says what happened and what to do. */
function wordObjections({ message, description, code }: IDataObject): string[] {
	const found: string[] = [];
	if (!/\w{3}/.test(String(message))) found.push('an error without a message');
	if (!/[.)]$/.test(String(description).trim()))
		found.push(`${String(code)} does not say what to do`);
	return found;
}

function thrownObjections(
	one: ChaosCase,
	{ message, description }: Error & { description?: string },
) {
	const found = wordObjections({ message, description, code: 'thrown' });
	if (!one.named.mayFail && one.place !== 'cancel') found.push(`failed: ${message} ${description}`);
	return found;
}
