import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { findScalar, createSource } from '../extraction/scalars.mts';
import { detectRegions } from '../parsing/regions.mts';
import { classifyPages } from './classifyPages.mts';

/** Consecutive pages that form one document. */
export interface PageGroup {
	classification: Extend.SplitClassification;
	identifier: string;
	pages: Page[];
	reason: string;
}

/** Reads the page number in the footer. */
function readPageNumber(page: Page): number | undefined {
	const region = detectRegions(page).find(({ type }) => type === 'page_number');
	const text = region?.lines[0].cells.map((cell) => cell.text).join(' ');
	return text ? Number(text.match(/\d+/)?.[0]) : undefined;
}

/**
 * Finds the value that distinguishes documents of one class: the one named by `identifierKey`, otherwise the
 * number of the class.
 */
function findIdentifier(page: Page, classification: Extend.SplitClassification): string {
	if (classification.type === 'other') return '';
	const field = { name: `${classification.id}_number`, description: classification.identifierKey };
	return String(findScalar(createSource([page]), field, 'text')?.value ?? '');
}

/** Whether a page belongs to the previous group. */
function isContinuation(part: PageGroup, page: Page, next: PageGroup): boolean {
	const number = readPageNumber(page);
	const ownNumber = next.identifier && next.identifier !== part.identifier;
	if (number !== undefined && number > 1) return !ownNumber;
	return number !== 1 && !ownNumber && part.classification.id === next.classification.id;
}

/**
 * Groups consecutive pages. A group ends where the class changes, where another identifier such as an invoice
 * number is printed, and before a page numbered 1. A page with a higher number and no identifier of its own
 * continues the previous group.
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
