import type { FastifyInstance } from 'fastify';
import { makeInvoice } from '../../samples/invoice.mts';

/** `/samples/invoice.pdf`: a document for URL sources, without a key. */
export function registerSampleRoutes(app: FastifyInstance) {
	app.get('/samples/invoice.pdf', async (_request, reply) => {
		const { pdf } = await makeInvoice({ seed: 1, locale: 'en' });
		return await reply.type('application/pdf').send(Buffer.from(pdf));
	});
}
