import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { findScalar, sourceOf } from '../extraction/scalars.mts';
import { regionsOf } from '../parsing/regions.mts';
import { classify } from './classifyPages.mts';

/** A part of a document: pages that belong together. */
export interface Part {
	of: Extend.SplitClassification;
	identifier: string;
	pages: Page[];
	reason: string;
}

/** The number printed at the foot of a page; undefined if there is none. */
function printedNumber(page: Page): number | undefined {
	const region = regionsOf(page).find(({ type }) => type === 'page_number');
	const text = region?.lines[0].cells.map((cell) => cell.text).join(' ');
	return text ? Number(text.match(/\d+/)?.[0]) : undefined;
}

/** What tells one document of a class from the next: what `identifierKey` names, or the number of the class. */
function identifierOf(page: Page, of: Extend.SplitClassification): string {
	if (of.type === 'other') return '';
	const field = { name: `${of.id}_number`, description: of.identifierKey };
	return String(findScalar(sourceOf([page]), field, 'text')?.value ?? '');
}

/** Whether a page goes on with the part before it rather than starting its own. */
function continues(part: Part, page: Page, next: Part): boolean {
	const number = printedNumber(page);
	const ownNumber = next.identifier && next.identifier !== part.identifier;
	if (number !== undefined && number > 1) return !ownNumber;
	return number !== 1 && !ownNumber && part.of.id === next.of.id;
}

/**
 * Pages in parts, in order. A part ends where the class changes, where another number such as the invoice number
 * is printed, and before a page that is numbered 1; a page that is numbered higher without a number of its own
 * goes on with the part before.
 */
export function partsOf(pages: Page[], classes: Extend.SplitClassification[]): Part[] {
	const parts: Part[] = [];
	for (const page of pages) {
		const { of, reason } = classify([page], classes);
		const next: Part = { of, identifier: identifierOf(page, of), pages: [page], reason };
		const last = parts[parts.length - 1];
		if (
			last &&
			last.pages[last.pages.length - 1].number === page.number - 1 &&
			continues(last, page, next)
		) {
			last.pages.push(page);
			last.identifier ||= next.identifier;
		} else parts.push(next);
	}
	return parts;
}
