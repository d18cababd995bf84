import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { checkConfig, extractConfig, normaliseConfig } from '../config.mts';
import { inferSchema } from '../extraction/infer.mts';
import { newId } from '../ids.mts';
import { page, pageQuery, sortQuery } from '../paging.mts';
import { invalid, notFound } from '../problem.mts';
import type { State, StoredExtractor, StoredVersion } from '../state.mts';
import { parse } from '../validate.mts';
import { findFile } from './files.mts';
import { fetchUrl } from './sources.mts';

const createdBy: Extend.CreatedBy = { type: 'api_key', name: 'emulator' };

export const extractorSummary = ({
	id,
	name,
	createdAt,
	updatedAt,
}: StoredExtractor): Extend.ExtractorSummary => ({
	object: 'extractor',
	id,
	name,
	createdAt,
	updatedAt,
});

export const versionSummary = (
	extractorId: string,
	version: StoredVersion,
): Extend.ExtractorVersionSummary => ({
	object: 'extractor_version',
	id: version.id,
	description: version.description,
	version: version.version,
	extractorId,
	createdAt: version.createdAt,
	createdBy,
});

const versionObject = (extractorId: string, version: StoredVersion): Extend.ExtractorVersion => ({
	...versionSummary(extractorId, version),
	config: version.config,
});

const extractorObject = (extractor: StoredExtractor): Extend.Extractor => ({
	...extractorSummary(extractor),
	draftVersion: versionObject(extractor.id, extractor.draft),
});

export function findExtractor(state: State, id: string): StoredExtractor {
	const extractor = state.extractors.get(id);
	if (!extractor) throw notFound(`Extractor ${id}`);
	return extractor;
}

/** `which`: `draft`, `latest` (newest published, else the draft; also when missing), a number, or a version ID. */
export function findVersion(extractor: StoredExtractor, which = 'latest'): StoredVersion {
	const { draft, published } = extractor;
	if (which === 'draft') return draft;
	if (which === 'latest') return published[published.length - 1] ?? draft;
	const found = [draft, ...published].find(({ id, version }) => id === which || version === which);
	if (!found) throw notFound(`Version ${which} of extractor ${extractor.id}`);
	return found;
}

/** Number of the version after `published`; the first one is 1.0 whatever the release type. */
export function nextVersion(published: StoredVersion[], releaseType: 'major' | 'minor'): string {
	const newest = published[published.length - 1];
	if (!newest) return '1.0';
	const [major, minor] = newest.version.split('.').map(Number);
	return releaseType === 'major' ? `${major + 1}.0` : `${major}.${minor + 1}`;
}

const createBody = z.object({
	name: z.string().min(1),
	config: extractConfig.optional(),
	cloneExtractorId: z.string().optional(),
	generate: z
		.object({
			files: z
				.array(z.object({ url: z.string().optional(), id: z.string().optional() }))
				.min(1)
				.max(5),
			instructions: z.string().max(2500).optional(),
		})
		.optional(),
});
type CreateBody = z.infer<typeof createBody>;

async function generated(state: State, files: Array<{ url?: string; id?: string }>) {
	for (const { id, url } of files) {
		const file = id ? findFile(state, id) : await fetchUrl(state, url ?? '', {});
		const schema = inferSchema(await state.reader.read(file));
		if (schema) return { schema };
	}
	throw invalid('No schema could be generated from the files', 'generate.files');
}

async function firstConfig(state: State, body: CreateBody): Promise<Extend.ExtractConfigJson> {
	const given = [body.config, body.cloneExtractorId, body.generate].filter(
		(one) => one !== undefined,
	);
	if (given.length > 1) throw invalid('Give at most one of config, cloneExtractorId and generate');
	if (body.cloneExtractorId) return findExtractor(state, body.cloneExtractorId).draft.config;
	if (body.generate) return await generated(state, body.generate.files);
	checkConfig(body.config, 'config');
	return body.config ?? { schema: { type: 'object', properties: {} } };
}

/** `/extractors` and their versions. */
export function extractorsResource(app: FastifyInstance, state: State) {
	const listQuery = z.object({ ...pageQuery, ...sortQuery });

	app.get('/extractors', async (request): Promise<Extend.ExtractorsListResponse> => {
		const { slice, ...rest } = page(
			[...state.extractors.values()],
			parse(listQuery, request.query),
			state.behaviour.defaultPageSize,
		);
		return { object: 'list', data: slice.map(extractorSummary), ...rest };
	});

	app.post('/extractors', async (request): Promise<Extend.Extractor> => {
		const body = parse(createBody, request.body);
		const config = normaliseConfig(await firstConfig(state, body));
		const at = new Date().toISOString();
		const draft = {
			id: newId('exv'),
			seq: state.next(),
			version: 'draft',
			description: null,
			config,
			createdAt: at,
			updatedAt: at,
		};
		const extractor = {
			id: newId('ex'),
			seq: state.next(),
			name: body.name,
			createdAt: at,
			updatedAt: at,
			draft,
			published: [],
		};
		state.extractors.set(extractor.id, extractor);
		return extractorObject(extractor);
	});

	app.get<{ Params: { id: string } }>('/extractors/:id', async ({ params }) =>
		extractorObject(findExtractor(state, params.id)),
	);

	app.post<{ Params: { id: string } }>(
		'/extractors/:id',
		async (request): Promise<Extend.Extractor> => {
			const extractor = findExtractor(state, request.params.id);
			const body = parse(
				z.object({ name: z.string().min(1).optional(), config: extractConfig.optional() }),
				request.body,
			);
			checkConfig(body.config, 'config');
			if (body.name) extractor.name = body.name;
			if (body.config)
				extractor.draft = { ...extractor.draft, config: normaliseConfig(body.config) };
			extractor.updatedAt = new Date().toISOString();
			return extractorObject(extractor);
		},
	);

	app.get<{ Params: { id: string } }>(
		'/extractors/:id/versions',
		async (request): Promise<Extend.ExtractorVersionsListResponse> => {
			const extractor = findExtractor(state, request.params.id);
			const query = parse(z.object({ ...pageQuery, sortDir: sortQuery.sortDir }), request.query);
			// Draft first, then newest published: the draft counts as the newest of all.
			const all = [
				...extractor.published,
				{ ...extractor.draft, createdAt: '9999', seq: Infinity },
			];
			const { slice, ...rest } = page(all, query, state.behaviour.defaultPageSize);
			const data = slice.map(({ id }) => versionSummary(extractor.id, findVersion(extractor, id)));
			return { object: 'list', data, ...rest };
		},
	);

	app.post<{ Params: { id: string } }>(
		'/extractors/:id/versions',
		async (request): Promise<Extend.ExtractorVersion> => {
			const extractor = findExtractor(state, request.params.id);
			const body = parse(
				z.object({
					releaseType: z.enum(['major', 'minor']),
					description: z.string().optional(),
					config: extractConfig.optional(),
				}),
				request.body,
			);
			checkConfig(body.config, 'config');
			const at = new Date().toISOString();
			const version: StoredVersion = {
				id: newId('exv'),
				seq: state.next(),
				version: nextVersion(extractor.published, body.releaseType),
				description: body.description ?? null,
				config: body.config ? normaliseConfig(body.config) : extractor.draft.config,
				createdAt: at,
				updatedAt: at,
			};
			extractor.published.push(version);
			extractor.updatedAt = at;
			return versionObject(extractor.id, version);
		},
	);

	app.get<{ Params: { id: string; version: string } }>(
		'/extractors/:id/versions/:version',
		async ({ params }) => {
			const extractor = findExtractor(state, params.id);
			return versionObject(extractor.id, findVersion(extractor, params.version));
		},
	);
}
