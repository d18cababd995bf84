import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { renderTextTable, type Column } from './textTable.mts';

interface FieldMetadata {
	ocrConfidence?: number | null;
	logprobsConfidence?: number | null;
	citations?: Array<{ page?: { number?: number } }> | null;
}

/** The error text of an error item; undefined for a result. */
export function getFailure({ json }: INodeExecutionData): string | undefined {
	if (json.error === undefined) return undefined;
	const { message, description } = json.error as IDataObject;
	return [message, description].filter(Boolean).join('\n');
}

/** Renders the result of one document as text. */
export function renderReport(fileName: string, item: INodeExecutionData): string {
	const failure = getFailure(item);
	return [fileName, '='.repeat(fileName.length), failure ?? renderRun(item.json), ''].join('\n');
}

function renderRun(run: IDataObject): string {
	const output = (run.output ?? {}) as {
		value?: IDataObject;
		metadata?: Record<string, FieldMetadata>;
	};
	const { value = {}, metadata = {} } = output;
	const lists = Object.entries(value).filter(([, field]) => Array.isArray(field));
	const single = Object.entries(value).filter(([, field]) => !Array.isArray(field));
	const usage = (run.usage ?? {}) as { totalCredits?: number; credits?: number };
	return [
		...renderTextTable(
			[
				{ title: 'Field' },
				{ title: 'Value' },
				{ title: 'Page', right: true },
				{ title: 'Confidence', right: true },
			],
			single.map(([name, field]) => [
				name,
				formatValue(field),
				...getPageAndConfidence(metadata[name]),
			]),
		),
		...lists.flatMap(([name, rows]) => ['', `${name}:`, ...renderRows(rows as IDataObject[])]),
		'',
		`Run:     ${String(run.id)} (${String(run.status)})`,
		`Credits: ${usage.totalCredits ?? usage.credits ?? 'not told'}`,
	].join('\n');
}

function renderRows(rows: IDataObject[]): string[] {
	if (rows.length === 0) return ['(none)'];
	const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const columns: Column[] = names.map((title) => ({
		title,
		right: rows.every((row) => typeof row[title] === 'number' || row[title] === null),
	}));
	return renderTextTable(
		columns,
		rows.map((row) => names.map((name) => formatValue(row[name]))),
	);
}

/** The page, and the lower of OCR and model confidence. */
function getPageAndConfidence(
	entry: FieldMetadata | undefined,
): [page: string, confidence: string] {
	const page = entry?.citations?.[0]?.page?.number;
	const scores = [entry?.ocrConfidence, entry?.logprobsConfidence].filter(
		(score) => typeof score === 'number',
	);
	return [String(page ?? '-'), scores.length > 0 ? Math.min(...scores).toFixed(2) : '-'];
}

function formatValue(value: unknown): string {
	if (value === null || value === undefined) return '-';
	if (typeof value !== 'object') return String(value);
	const { amount, iso_4217_currency_code: code } = value as IDataObject;
	if (typeof amount === 'number') return [amount, code].filter((part) => part !== null).join(' ');
	return JSON.stringify(value);
}
