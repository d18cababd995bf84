/** What must hold after every case. Each rule gives the objections that it has; none when all is well. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { errorOf } from '../support/extendNode.mts';
import { everything } from '../support/fixtures.mts';
import { mayFail, type ChaosCase } from './cases.mts';
import { FIRST_NUMBER } from './numberedDocuments.mts';
import { modeOf, type ModeName } from './modes.mts';
import { TIMEOUT_S, type ChaosRun } from './runCase.mts';

/** What may come on top of the time of an item: looking for a lost run, cleaning up. */
const GRACE_MS = 60_000;

export function objectionsTo(emulator: Emulator, one: ChaosCase, run: ChaosRun): string[] {
	const failed = failedIn(run);
	return [
		...(happened(emulator, one) ? [] : ['the fault did not happen']),
		...moneyObjections(emulator, one, run, failed),
		...itemObjections(one, run),
		...failed.flatMap((item) => wordObjections(errorOf(item))),
		...(run.thrown ? thrownObjections(one, run.thrown) : []),
		...timeObjections(one, run),
		...(everything(run).includes(emulator.apiKey) ? ['shows the API key'] : []),
	];
}

/** A case whose fault does not happen proves nothing. */
function happened({ faults: { applied } }: Emulator, { mode, place, faults }: ChaosCase): boolean {
	const { method, path } = modeOf(mode).places[place] ?? {};
	const { kind } = faults[faults.length - 1];
	const pattern = new RegExp(`^${path}$`);
	return applied.some(
		(hit) => hit.kind === kind && hit.method === method && pattern.test(hit.path),
	);
}

const failedIn = (run: Pick<ChaosRun, 'items' | 'errorItems'>) =>
	[...run.items, ...run.errorItems].filter(({ json }) => json.error !== undefined);

/** How often each document was billed, by its name. */
export function billedPerDocument(emulator: Emulator, mode: ModeName): Map<string, number> {
	const perDocument = new Map<string, number>();
	for (const billed of emulator.billedRuns(modeOf(mode).kind)) {
		const { file, files } = billed as { file?: { name: string }; files?: Array<{ name: string }> };
		const name = String(file?.name ?? files?.[0]?.name);
		perDocument.set(name, (perDocument.get(name) ?? 0) + 1);
	}
	return perDocument;
}

/** No document is billed more often than `most` times. */
export function billedTooOften(emulator: Emulator, mode: ModeName, most = 1): string[] {
	return [...billedPerDocument(emulator, mode)]
		.filter(([, count]) => count > most)
		.map(([name, count]) => `${name} billed ${count} times`);
}

/** Words for a run that may be there although nobody knows. */
const UNKNOWN = /may have been|could not be told|not known whether|look for it|may be there/i;

/** At most one billed run per document, and none that an error does not tell of. */
function moneyObjections(
	emulator: Emulator,
	one: ChaosCase,
	run: ChaosRun,
	failed: INodeExecutionData[],
): string[] {
	const billed = billedPerDocument(emulator, one.mode).size;
	const unseen = billed - (one.documents - failed.length);
	const told = failed.filter((item) => {
		const { runId, description, message } = errorOf(item);
		return runId !== null || UNKNOWN.test(`${String(message)} ${String(description)}`);
	}).length;
	return [
		...billedTooOften(emulator, one.mode),
		...(!run.thrown && unseen > told ? [`${unseen} billed, ${told} told`] : []),
	];
}

/** Every document comes out once, in its order, paired with its input, and with its own result. */
function itemObjections(one: ChaosCase, run: ChaosRun): string[] {
	if (run.thrown) return one.errors === 'stop' ? [] : ['the node failed although it should go on'];
	const found = orderObjections(run, one.documents);
	const failed = failedIn(run);
	if (one.place === 'cancel' && failed.length < one.documents) found.push('a result without a run');
	if (failed.length > 0 && !mayFail(one))
		found.push(`failed: ${JSON.stringify(failed[0].json.error)}`);
	return found;
}

/** Of any run of the node over these documents. */
export function orderObjections(
	run: Pick<ChaosRun, 'items' | 'errorItems'>,
	documents: number,
): string[] {
	const found: string[] = [];
	const positions = (items: INodeExecutionData[]) => items.map(positionOf);
	const all = [...positions(run.items), ...positions(run.errorItems)];
	if ([...all].sort().join() !== Array.from({ length: documents }, (_, i) => i).join())
		found.push(`items ${all.join()}`);
	for (const part of [positions(run.items), positions(run.errorItems)])
		if (part.some((position, i) => i > 0 && position < part[i - 1])) found.push('order');
	for (const item of run.items) {
		const number = numberOf(item.json);
		if (number !== undefined && number !== String(FIRST_NUMBER + positionOf(item)))
			found.push(`item ${positionOf(item)} has the result of ${number}`);
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
export function wordObjections({ message, description, code }: IDataObject): string[] {
	const found: string[] = [];
	if (!/\w{3}/.test(String(message))) found.push('an error without a message');
	// The link and the request ID of a thrown error come after its sentences.
	const words = String(description).replace(/ (The run in Extend|Request ID): \S+/g, '');
	if (!/[.)]$/.test(words.trim())) found.push(`${String(code)} does not say what to do: ${words}`);
	return found;
}

function thrownObjections(
	one: ChaosCase,
	{ message, description }: Error & { description?: string },
): string[] {
	const found = wordObjections({ message, description, code: 'thrown' });
	if (!mayFail(one)) found.push(`failed: ${message} ${description}`);
	return found;
}

/** Waits end, and what the server asks for is waited for. */
function timeObjections({ named, place }: ChaosCase, { elapsedMs, thrown }: ChaosRun): string[] {
	if (elapsedMs > TIMEOUT_S.else * 1000 + GRACE_MS) return [`took ${elapsedMs} ms`];
	const waits = named.waitsMs !== undefined && place !== 'cancel' && !thrown;
	return waits && elapsedMs < (named.waitsMs ?? 0) ? [`took only ${elapsedMs} ms`] : [];
}
