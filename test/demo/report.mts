import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { table, type Column } from './textTable.mts';

interface Cited {
	ocrConfidence?: number | null;
	logprobsConfidence?: number | null;
	citations?: Array<{ page?: { number?: number } }> | null;
}

/** Why a document gave no result, in the words of the error item; undefined when it gave one. */
export function failureOf({ json }: INodeExecutionData): string | undefined {
	if (json.error === undefined) return undefined;
	const { message, description } = json.error as IDataObject;
	return [message, description].filter(Boolean).join('\n');
}

/** What came out of one document, for people. */
export function report(fileName: string, item: INodeExecutionData): string {
	const failure = failureOf(item);
	return [fileName, '='.repeat(fileName.length), failure ?? resultOf(item.json), ''].join('\n');
}

function resultOf(run: IDataObject): string {
	const output = (run.output ?? {}) as { value?: IDataObject; metadata?: Record<string, Cited> };
	const { value = {}, metadata = {} } = output;
	const lists = Object.entries(value).filter(([, field]) => Array.isArray(field));
	const single = Object.entries(value).filter(([, field]) => !Array.isArray(field));
	const usage = (run.usage ?? {}) as { totalCredits?: number; credits?: number };
	return [
		...table(
			[
				{ title: 'Field' },
				{ title: 'Value' },
				{ title: 'Page', right: true },
				{ title: 'Confidence', right: true },
			],
			single.map(([name, field]) => [name, textOf(field), ...cited(metadata[name])]),
		),
		...lists.flatMap(([name, rows]) => ['', `${name}:`, ...rowsOf(rows as IDataObject[])]),
		'',
		`Run:     ${String(run.id)} (${String(run.status)})`,
		`Credits: ${usage.totalCredits ?? usage.credits ?? 'not told'}`,
	].join('\n');
}

function rowsOf(rows: IDataObject[]): string[] {
	if (rows.length === 0) return ['(none)'];
	const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const columns: Column[] = names.map((title) => ({
		title,
		right: rows.every((row) => typeof row[title] === 'number' || row[title] === null),
	}));
	return table(
		columns,
		rows.map((row) => names.map((name) => textOf(row[name]))),
	);
}

/** Page and confidence: the lower of the two that Extend gives. */
function cited(entry: Cited | undefined): [page: string, confidence: string] {
	const page = entry?.citations?.[0]?.page?.number;
	const scores = [entry?.ocrConfidence, entry?.logprobsConfidence].filter(
		(score) => typeof score === 'number',
	);
	return [String(page ?? '-'), scores.length > 0 ? Math.min(...scores).toFixed(2) : '-'];
}

function textOf(value: unknown): string {
	if (value === null || value === undefined) return '-';
	if (typeof value !== 'object') return String(value);
	const { amount, iso_4217_currency_code: code } = value as IDataObject;
	if (typeof amount === 'number') return [amount, code].filter((part) => part !== null).join(' ');
	return JSON.stringify(value);
}
