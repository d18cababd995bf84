/** Every item comes out once, with its own result or its own error, and nothing paid for is forgotten. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { getItemError } from '../../../support/extendNode.mts';
import { checkErrorText } from '../../caseChecks.mts';
import { getNumber, getPositions } from '../documents.mts';
import type { Observation } from '../observation.mts';
import { getOperation } from '../operations.mts';
import { getStartsOf, isBilledDocument } from './billing.mts';

/** Words that leave open whether a run exists. */
const UNCERTAIN =
	/may have (been |started|run)|may (already )?exist|extend dashboard|(goes on|continues) in extend/i;

const isError = ({ json }: INodeExecutionData) => json.error !== undefined;

/** The positions of the input items that an item comes from. */
function getInputs({ pairedItem }: INodeExecutionData): number[] {
	const pairs = Array.isArray(pairedItem) ? pairedItem : [pairedItem];
	return pairs.flatMap((pair) => {
		if (pair === undefined) return [];
		return [typeof pair === 'object' ? pair.item : pair];
	});
}

export function checkItems(seen: Observation): string[] {
	const { one, thrown, isCanceled, items, errorItems } = seen;
	if (isCanceled) return [];
	if (thrown) {
		const violations = checkErrorText({ ...thrown, code: 'thrown' });
		return one.errors === 'stop' ? violations : [...violations, `thrown: ${thrown.message}`];
	}
	const all = [...items, ...errorItems];
	return [
		...getPositions(one).flatMap((document) => checkDocument(seen, all, document)),
		...[items, errorItems].flatMap(checkOrder),
		...all.filter(isError).flatMap((item) => checkErrorText(getItemError(item))),
		...(one.errors === 'branch' && items.some(isError) ? ['an error among the results'] : []),
		...items.filter((item) => !isError(item)).flatMap((item) => checkOwner(seen, item)),
	];
}

function checkDocument(seen: Observation, all: INodeExecutionData[], document: number): string[] {
	const own = all.filter((item) => getInputs(item).includes(document));
	const errors = own.filter(isError);
	if (own.length === 0) return [`item ${document} is lost`];
	if (errors.length > 1) return [`item ${document} has ${errors.length} errors`];
	if (errors.length === 1 && own.length > 1) return [`item ${document} has a result and an error`];
	// Of a start that Extend said it had rejected nobody can know.
	const isKnown = getStartsOf(seen, document).some(({ end }) => end !== 'rejected');
	if (errors.length === 0 || !isKnown || !isBilledDocument(seen, document)) return [];
	const { runId, message, description } = getItemError(errors[0]);
	const isReported = typeof runId === 'string' || UNCERTAIN.test(`${message} ${description}`);
	return isReported ? [] : [`item ${document} was billed, and its error hides it: ${message}`];
}

function checkOrder(items: INodeExecutionData[]): string[] {
	const firsts = items.map((item) => getInputs(item)[0]);
	return firsts.some((input, index) => index > 0 && input < firsts[index - 1])
		? [`order ${firsts.join()}`]
		: [];
}

/** A result belongs to the document of its item, by its run and by what it says. */
function checkOwner(seen: Observation, item: INodeExecutionData): string[] {
	const { one, documentOfRun } = seen;
	const [document, ...more] = getInputs(item);
	const { json } = item;
	const { numberIn, isBatch } = getOperation(one.operation);
	// A batch that nobody waits for belongs to all of its documents.
	if (more.length > 0 || (isBatch && !one.waits)) return [];
	const runId = String((json._extend as IDataObject | undefined)?.runId ?? json.id);
	const owner = documentOfRun.get(runId);
	if (owner !== document) return [`item ${document} has run ${runId} of document ${owner}`];
	if (!one.waits || numberIn === undefined || json[numberIn] === undefined) return [];
	const number = String(getNumber(one, document));
	return String(json[numberIn]).includes(number) ? [] : [`item ${document} has ${json[numberIn]}`];
}
