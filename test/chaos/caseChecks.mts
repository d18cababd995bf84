/** Checks after every case. Each check returns the violations it found. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { getItemError } from '../support/extendNode.mts';
import { stringifyRun } from '../support/fixtures.mts';
import { mayFail, type ChaosCase } from './cases.mts';
import { FIRST_NUMBER } from './numberedDocuments.mts';
import { getMode, type ModeName } from './modes.mts';
import { TIMEOUT_S, type ChaosRun } from './runCase.mts';

/** Time allowed beyond the item timeout, for recovering a lost run and cleaning up. */
const GRACE_MS = 60_000;
/** A filled form that is paid for is fetched in a time of its own. */
const DOWNLOAD_MS = 300_000;

export function checkCase(emulator: Emulator, one: ChaosCase, run: ChaosRun): string[] {
	const failed = getFailedItems(run);
	return [
		...(hasFaultOccurred(emulator, one) ? [] : ['the fault did not happen']),
		...checkBilling(emulator, one, run, failed),
		...checkItems(one, run),
		...failed.flatMap((item) => checkErrorText(getItemError(item))),
		...(run.thrown ? checkThrownError(one, run.thrown) : []),
		...checkTime(one, run),
		...(stringifyRun(run).includes(emulator.apiKey) ? ['shows the API key'] : []),
	];
}

/** A case is only valid if its fault occurred. */
function hasFaultOccurred(
	{ faults: { applied } }: Emulator,
	{ mode, step, faults }: ChaosCase,
): boolean {
	const { method, path } = getMode(mode).steps[step] ?? {};
	const { kind } = faults[faults.length - 1];
	const pattern = new RegExp(`^${path}$`);
	return applied.some(
		(hit) => hit.kind === kind && hit.method === method && pattern.test(hit.path),
	);
}

const getFailedItems = (run: Pick<ChaosRun, 'items' | 'errorItems'>) =>
	[...run.items, ...run.errorItems].filter(({ json }) => json.error !== undefined);

/** Counts billed runs by document name. */
export function countBilledPerDocument(emulator: Emulator, mode: ModeName): Map<string, number> {
	const perDocument = new Map<string, number>();
	for (const billed of emulator.billedRuns(getMode(mode).kind)) {
		const { file, files } = billed as { file?: { name: string }; files?: Array<{ name: string }> };
		const name = String(file?.name ?? files?.[0]?.name);
		perDocument.set(name, (perDocument.get(name) ?? 0) + 1);
	}
	return perDocument;
}

/** Finds documents that were billed more than `most` times. */
export function findOverbilled(emulator: Emulator, mode: ModeName, maximum = 1): string[] {
	return [...countBilledPerDocument(emulator, mode)]
		.filter(([, count]) => count > maximum)
		.map(([name, count]) => `${name} billed ${count} times`);
}

/** Texts of errors that leave open whether a run exists. */
const UNCERTAIN_OUTCOME =
	/may have (been|started|run)|may (already )?exist|extend dashboard before/i;

/** At most one billed run per document, and every billed run without a result is reported by an error. */
function checkBilling(
	emulator: Emulator,
	one: ChaosCase,
	run: ChaosRun,
	failed: INodeExecutionData[],
): string[] {
	const billed = countBilledPerDocument(emulator, one.mode).size;
	const unreported = billed - (one.documents - failed.length);
	const reported = failed.filter((item) => {
		const { runId, description, message } = getItemError(item);
		return runId !== null || UNCERTAIN_OUTCOME.test(`${String(message)} ${String(description)}`);
	}).length;
	return [
		...findOverbilled(emulator, one.mode),
		...(!run.thrown && unreported > reported ? [`${unreported} billed, ${reported} reported`] : []),
	];
}

/** Every document yields one item, in order, paired with its input and with its own result. */
function checkItems(one: ChaosCase, run: ChaosRun): string[] {
	if (run.thrown) return one.errors === 'stop' ? [] : ['the node failed although it should go on'];
	const violations = checkOrder(run, one.documents);
	const failed = getFailedItems(run);
	if (one.step === 'cancel' && failed.length < one.documents)
		violations.push('a result without a run');
	if (failed.length > 0 && !mayFail(one))
		violations.push(`failed: ${JSON.stringify(failed[0].json.error)}`);
	return violations;
}

/** Checks the order of items for any run of the node over these documents. */
export function checkOrder(
	run: Pick<ChaosRun, 'items' | 'errorItems'>,
	documents: number,
): string[] {
	const violations: string[] = [];
	const positions = (items: INodeExecutionData[]) => items.map(getPosition);
	const all = [...positions(run.items), ...positions(run.errorItems)];
	if ([...all].sort().join() !== Array.from({ length: documents }, (_, i) => i).join())
		violations.push(`items ${all.join()}`);
	for (const part of [positions(run.items), positions(run.errorItems)])
		if (part.some((position, i) => i > 0 && position < part[i - 1])) violations.push('order');
	for (const item of run.items) {
		const number = getInvoiceNumber(item.json);
		if (number !== undefined && number !== String(FIRST_NUMBER + getPosition(item)))
			violations.push(`item ${getPosition(item)} has the result of ${number}`);
	}
	return violations;
}

function getPosition({ pairedItem }: INodeExecutionData): number {
	const [first] = Array.isArray(pairedItem) ? pairedItem : [pairedItem];
	return typeof first === 'object' ? first.item : Number(first);
}

/** Reads the invoice number, if the output has one. */
function getInvoiceNumber(json: IDataObject): string | undefined {
	const output = json.output as { value?: IDataObject } | undefined;
	const value = json.invoice_number ?? output?.value?.invoice_number;
	return value === undefined || value === null ? undefined : String(value);
}

/** An error states what happened and how to fix it. */
export function checkErrorText({ message, description, code }: IDataObject): string[] {
	const violations: string[] = [];
	if (!/\w{3}/.test(String(message))) violations.push('an error without a message');
	// The link and the request ID of a thrown error follow its sentences.
	const text = String(description).replace(/ (Open the run|Request ID): \S+/g, '');
	if (!/[.)]$/.test(text.trim()))
		violations.push(`${String(code)} does not say what to do: ${text}`);
	return violations;
}

function checkThrownError(
	one: ChaosCase,
	{ message, description }: Error & { description?: string },
): string[] {
	const violations = checkErrorText({ message, description, code: 'thrown' });
	if (!mayFail(one)) violations.push(`failed: ${message} ${description}`);
	return violations;
}

/** Waits end, and the delay requested by the server is respected. */
function checkTime(
	{ namedFault, step, mode }: ChaosCase,
	{ elapsedMs, thrown }: ChaosRun,
): string[] {
	const downloadMs = mode === 'edit' ? DOWNLOAD_MS : 0;
	if (elapsedMs > TIMEOUT_S.else * 1000 + GRACE_MS + downloadMs) return [`took ${elapsedMs} ms`];
	const waits = namedFault.waitsMs !== undefined && step !== 'cancel' && !thrown;
	return waits && elapsedMs < (namedFault.waitsMs ?? 0) ? [`took only ${elapsedMs} ms`] : [];
}
