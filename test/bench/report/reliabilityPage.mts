import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../measuring/processes.mts';
import { replaceMarkedPart } from './benchmarksDocument.mts';

/** Replaces the table of docs/reliability.md. */
export function updateReliabilityPage(table: string): void {
	const file = path.join(ROOT, 'docs/reliability.md');
	writeFileSync(file, replaceMarkedPart(readFileSync(file, 'utf8'), table));
}
