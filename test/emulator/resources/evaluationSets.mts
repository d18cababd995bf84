import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { CREATED_BY, serializeProcessorSummary } from '../processors/store.mts';
import { providedOutputSchema } from '../runs/kinds/workflowRuns.mts';
import { addApiRoute } from '../server/apiRoute.mts';
import { notFound } from '../server/apiError.mts';
import { pageQueryFields, paginate, sortQueryFields } from '../server/pagination.mts';
import { createId } from '../state/ids.mts';
import type { State, StoredEvaluationItem, StoredEvaluationSet } from '../state/state.mts';
import { findFile, serializeFileSummary } from './files.mts';

const listQuerySchema = z
	.object({ ...pageQueryFields, ...sortQueryFields, entityId: z.string().optional() })
	.strict();
const itemsQuerySchema = z.object({ ...pageQueryFields, ...sortQueryFields }).strict();
const createSchema = z
	.object({ name: z.string().min(1), description: z.string().optional(), entityId: z.string() })
	.strict();
// The docs have `fileIds` besides `fileId` since 2026-09-15. It is not offered here.
const itemSchema = z.object({ fileId: z.string(), expectedOutput: providedOutputSchema }).strict();
const createItemsSchema = z.object({ items: z.array(itemSchema).min(1) }).strict();
const updateItemSchema = itemSchema.pick({ expectedOutput: true }).strict();

function findSet(state: State, id: string): StoredEvaluationSet {
	const found = state.evaluationSets.get(id);
	if (!found) throw notFound(`Evaluation set ${id}`);
	return found;
}

function findItem(set: StoredEvaluationSet, id: string): StoredEvaluationItem {
	const found = set.items.get(id);
	if (!found) throw notFound(`Evaluation set item ${id}`);
	return found;
}

/** Throws 404 for an unknown processor. */
function findEntity(state: State, id: string): Extend.EvaluationSetEntity {
	const found = state.processors.get(id);
	if (!found) throw notFound(`Processor ${id}`);
	return serializeProcessorSummary(found) as Extend.EvaluationSetEntity;
}

const serializeSet = (state: State, set: StoredEvaluationSet): Extend.EvaluationSet => ({
	object: 'evaluation_set',
	id: set.id,
	name: set.name,
	description: set.description,
	entity: findEntity(state, set.entityId),
	createdAt: set.createdAt,
	updatedAt: set.updatedAt,
	createdBy: CREATED_BY,
});

const serializeItemSummary = (
	state: State,
	{ id, fileId }: StoredEvaluationItem,
): Extend.EvaluationSetItemSummary => ({
	object: 'evaluation_set_item',
	id,
	file: serializeFileSummary(findFile(state, fileId)),
	createdBy: CREATED_BY,
});

const serializeItem = (
	state: State,
	set: StoredEvaluationSet,
	item: StoredEvaluationItem,
): Extend.EvaluationSetItem => ({
	...serializeItemSummary(state, item),
	evaluationSetId: set.id,
	expectedOutput: item.expectedOutput as Extend.ProvidedProcessorOutput,
});

function createItems(
	state: State,
	set: StoredEvaluationSet,
	items: z.infer<typeof createItemsSchema>['items'],
): StoredEvaluationItem[] {
	for (const { fileId } of items) findFile(state, fileId);
	const at = new Date().toISOString();
	return items.map((input) => {
		const item: StoredEvaluationItem = {
			...input,
			id: createId('evi'),
			seq: state.nextSequence(),
			expectedOutput: input.expectedOutput,
			createdAt: at,
			updatedAt: at,
		};
		set.items.set(item.id, item);
		return item;
	});
}

/** `/evaluation_sets` and their items. Runs of evaluation sets are not offered. */
export function registerEvaluationSets(app: FastifyInstance, state: State): void {
	addApiRoute(app, 'GET', '/evaluation_sets', { query: listQuerySchema }, ({ query }) => {
		const found = [...state.evaluationSets.values()].filter(
			({ entityId }) => !query.entityId || entityId === query.entityId,
		);
		const { slice, ...rest } = paginate(found, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map((set) => serializeSet(state, set)), ...rest };
	});

	addApiRoute(app, 'POST', '/evaluation_sets', { body: createSchema }, ({ body }) => {
		findEntity(state, body.entityId);
		const at = new Date().toISOString();
		const set: StoredEvaluationSet = {
			...body,
			id: createId('ev'),
			seq: state.nextSequence(),
			name: body.name,
			entityId: body.entityId,
			description: body.description ?? '',
			items: new Map(),
			createdAt: at,
			updatedAt: at,
		};
		state.evaluationSets.set(set.id, set);
		return serializeSet(state, set);
	});

	addApiRoute(app, 'GET', '/evaluation_sets/:id', {}, ({ params }) =>
		serializeSet(state, findSet(state, params.id)),
	);

	const items = '/evaluation_sets/:id/items';
	addApiRoute(app, 'GET', items, { query: itemsQuerySchema }, ({ params, query }) => {
		const all = [...findSet(state, params.id).items.values()];
		const { slice, ...rest } = paginate(all, query, state.behavior.defaultPageSize);
		const data = slice.map((item) => serializeItemSummary(state, item));
		return { object: 'list', data, ...rest };
	});

	addApiRoute(app, 'POST', items, { body: createItemsSchema }, ({ params, body }) => {
		const set = findSet(state, params.id);
		const created = createItems(state, set, body.items);
		return { evaluationSetItems: created.map((item) => serializeItem(state, set, item)) };
	});

	addApiRoute(app, 'GET', `${items}/:item`, {}, ({ params }) => {
		const set = findSet(state, params.id);
		return serializeItem(state, set, findItem(set, params.item));
	});

	addApiRoute(app, 'POST', `${items}/:item`, { body: updateItemSchema }, ({ params, body }) => {
		const set = findSet(state, params.id);
		const item = findItem(set, params.item);
		item.expectedOutput = body.expectedOutput;
		item.updatedAt = new Date().toISOString();
		return serializeItem(state, set, item);
	});

	addApiRoute(app, 'DELETE', `${items}/:item`, {}, ({ params }) => {
		const set = findSet(state, params.id);
		const { id } = findItem(set, params.item);
		set.items.delete(id);
		return { id };
	});
}
