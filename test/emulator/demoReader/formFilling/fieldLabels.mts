import type { Page } from '../layout/page.mts';
import { normalizeWords } from '../extraction/textMatching.mts';
import type { FormField } from './formFields.mts';

/** Maps printed labels (normalized words) to the nearest field to the right on the same line. */
export function mapLabelsToFields(pages: Page[], fields: FormField[]): Map<string, FormField> {
	const found = new Map<string, FormField>();
	for (const page of pages) {
		for (const cell of page.lines.flatMap(({ cells }) => cells)) {
			const middle = cell.y + cell.height / 2;
			const right = fields
				.filter(
					({ page: index, box }) =>
						index === page.number - 1 &&
						box.top <= middle &&
						box.bottom >= middle &&
						box.left >= cell.x,
				)
				.sort((a, b) => a.box.left - b.box.left);
			const words = normalizeWords(cell.text);
			if (right.length && words && !found.has(words)) found.set(words, right[0]);
		}
	}
	return found;
}
