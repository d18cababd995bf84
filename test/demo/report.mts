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
		...lists.flatMap(([name, rows]) => ['', `${name}:`, ...renderRows(rows as unknown[])]),
		'',
		`Run:     ${String(run.id)} (${String(run.status)})`,
		`Credits: ${usage.totalCredits ?? usage.credits ?? 'not told'}`,
	].join('\n');
}

function renderRows(entries: unknown[]): string[] {
	if (entries.length === 0) return ['(none)'];
	if (!entries.some(isObject)) return entries.map((entry) => `- ${formatValue(entry)}`);
	const rows = entries.map((entry) => (isObject(entry) ? entry : { value: entry }) as IDataObject);
	const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const columns: Column[] = names.map((title) => ({
		title,
		right: rows.every((row) => typeof row[title] === 'number' || isEmpty(row[title])),
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

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether there is nothing to show: an amount, a signature or a list that was not found has empty members. */
function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isEmpty);
	if (isObject(value)) return Object.values(value).every(isEmpty);
	return value === null || value === undefined || value === '';
}

/** One line, as a person writes it. A table inside of a row is counted. */
function formatValue(value: unknown): string {
	if (isEmpty(value)) return '-';
	if (Array.isArray(value)) {
		return value.some(isObject) ? `${value.length} rows` : value.map(formatValue).join(', ');
	}
	if (!isObject(value)) return String(value);
	if ('iso_4217_currency_code' in value) {
		const { amount, iso_4217_currency_code: code } = value;
		return isEmpty(amount) ? '-' : [amount, code].filter((part) => !isEmpty(part)).join(' ');
	}
	return Object.entries(value)
		.map(([name, member]) => `${name}: ${formatValue(member)}`)
		.join(', ');
}
