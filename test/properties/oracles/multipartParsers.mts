/** Two independent parsers for multipart bodies. */
import Busboy from '@fastify/busboy';
import { Response } from 'undici';

export interface ParsedPart {
	name: string;
	fileName?: string;
	type?: string;
	bytes: Buffer;
}

/** The parser of Fastify. */
export async function parseWithBusboy(body: Buffer, contentType: string): Promise<ParsedPart[]> {
	const parts: ParsedPart[] = [];
	await new Promise<void>((resolve, reject) => {
		const parser = new Busboy({ headers: { 'content-type': contentType }, preservePath: true });
		parser.on('field', (name, value) => parts.push({ name, bytes: Buffer.from(value) }));
		parser.on('file', (name, stream, fileName, _encoding, type) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => parts.push({ name, fileName, type, bytes: Buffer.concat(chunks) }));
		});
		parser.on('finish', () => resolve());
		parser.on('error', reject);
		parser.end(body);
	});
	return parts;
}

/** The parser of fetch. */
export async function parseWithFetch(body: Buffer, contentType: string): Promise<ParsedPart[]> {
	const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
	const parts: ParsedPart[] = [];
	for (const [name, value] of form.entries()) {
		if (typeof value === 'string') parts.push({ name, bytes: Buffer.from(value) });
		else {
			const bytes = Buffer.from(await value.arrayBuffer());
			parts.push({ name, fileName: value.name, type: value.type, bytes });
		}
	}
	return parts;
}
