import { createReadStream, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Extend } from 'extend-ai';
import { sha256 } from '../state/ids.mts';
import { notFound } from '../server/apiError.mts';
import { findRun } from '../runs/routes.mts';
import type { State } from '../state/state.mts';
import { verifyPresignedUrl } from '../server/presignedUrls.mts';
import { findFile } from './files.mts';

interface IdParams {
	Params: { id: string };
}

/** CDNs compress smaller responses. Content-Length is then the compressed size. */
const MAX_COMPRESSED_BYTES = 1_000_000;
const acceptsGzip = ({ headers }: FastifyRequest) =>
	String(headers['accept-encoding'] ?? '').includes('gzip');

/** Targets of presigned URLs: file contents, parse outputs and event payloads. */
export function registerPresignedDownloads(app: FastifyInstance, state: State) {
	app.get<IdParams>('/__files/files/:id', async (request, reply) => {
		verifyPresignedUrl(state, request, `files/${request.params.id}`);
		const file = findFile(state, request.params.id);
		const type = file.type === 'PDF' ? 'application/pdf' : 'application/octet-stream';
		const answer = reply.header('content-type', type);
		if (file.bytes <= MAX_COMPRESSED_BYTES && acceptsGzip(request)) {
			const bytes = gzipSync(readFileSync(file.path));
			return await answer
				.header('content-encoding', 'gzip')
				.header('content-length', bytes.length)
				.send(bytes);
		}
		return await answer
			.header('content-length', file.bytes)
			.header('etag', `"${sha256(file.sha256).slice(0, 32)}"`)
			.send(createReadStream(file.path));
	});

	app.get<IdParams>('/__files/outputs/:id', async (request) => {
		verifyPresignedUrl(state, request, `outputs/${request.params.id}`);
		const { id } = request.params;
		const run = state.runs.get(id);
		// Zero retention removes the run once this URL was handed out.
		if (run?.zeroRetention) return (run.record as Extend.ParseRun).output;
		return findRun<Extend.ParseRun>(state, 'parse_run', id).record.output;
	});

	app.get<IdParams>('/__files/payloads/:id', async (request) => {
		verifyPresignedUrl(state, request, `payloads/${request.params.id}`);
		const payload = state.payloads.get(request.params.id);
		if (!payload) throw notFound(`Payload ${request.params.id}`);
		return payload;
	});
}
