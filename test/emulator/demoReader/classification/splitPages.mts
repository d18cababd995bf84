import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { findScalar, createSource } from '../extraction/scalars.mts';
import { detectRegions } from '../parsing/regions.mts';
import { classifyPages } from './classifyPages.mts';

/** A part of a document: pages that belong together. */
export interface PageGroup {
	classification: Extend.SplitClassification;
	identifier: string;
	pages: Page[];
	reason: string;
}

/** The number printed at the foot of a page; undefined if there is none. */
function readPageNumber(page: Page): number | undefined {
	const region = detectRegions(page).find(({ type }) => type === 'page_number');
	const text = region?.lines[0].cells.map((cell) => cell.text).join(' ');
	return text ? Number(text.match(/\d+/)?.[0]) : undefined;
}

/** What tells one document of a class from the next: what `identifierKey` names, or the number of the class. */
function findIdentifier(page: Page, classification: Extend.SplitClassification): string {
	if (classification.type === 'other') return '';
	const field = { name: `${classification.id}_number`, description: classification.identifierKey };
	return String(findScalar(createSource([page]), field, 'text')?.value ?? '');
}

/** Whether a page goes on with the part before it rather than starting its own. */
function isContinuation(part: PageGroup, page: Page, next: PageGroup): boolean {
	const number = readPageNumber(page);
	const ownNumber = next.identifier && next.identifier !== part.identifier;
	if (number !== undefined && number > 1) return !ownNumber;
	return number !== 1 && !ownNumber && part.classification.id === next.classification.id;
}

/**
 * Pages in parts, in order. A part ends where the class changes, where another number such as the invoice number
 * is printed, and before a page that is numbered 1; a page that is numbered higher without a number of its own
 * goes on with the part before.
 */
export function splitPages(pages: Page[], classes: Extend.SplitClassification[]): PageGroup[] {
	const parts: PageGroup[] = [];
	for (const page of pages) {
		const { classification, reason } = classifyPages([page], classes);
		const next: PageGroup = {
			classification,
			identifier: findIdentifier(page, classification),
			pages: [page],
			reason,
		};
		const last = parts[parts.length - 1];
		if (
			last &&
			last.pages[last.pages.length - 1].number === page.number - 1 &&
			isContinuation(last, page, next)
		) {
			last.pages.push(page);
			last.identifier ||= next.identifier;
		} else parts.push(next);
	}
	return parts;
}
