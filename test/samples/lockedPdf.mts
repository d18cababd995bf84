import { createHash } from 'node:crypto';
import { PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRawStream } from 'pdf-lib';

const md5 = (...parts: Uint8Array[]) => createHash('md5').update(Buffer.concat(parts)).digest();
const toHex = (bytes: Uint8Array) => PDFHexString.of(Buffer.from(bytes).toString('hex'));

/** Padding for passwords (PDF 1.7, 7.6.3.3). */
const PADDING = Buffer.from(
	'28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
	'hex',
);
const padPassword = (password: string) =>
	Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32);

/** PDF 1.4 requires RC4, which Node no longer provides. */
function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
	const box = Uint8Array.from({ length: 256 }, (_, i) => i);
	for (let i = 0, j = 0; i < 256; i++) {
		j = (j + box[i] + key[i % key.length]) & 255;
		[box[i], box[j]] = [box[j], box[i]];
	}
	let [i, j] = [0, 0];
	return data.map((byte) => {
		i = (i + 1) & 255;
		j = (j + box[i]) & 255;
		[box[i], box[j]] = [box[j], box[i]];
		return byte ^ box[(box[i] + box[j]) & 255];
	});
}

const PERMISSIONS = -4;

/** Encrypts a PDF with a password (standard handler, 40 bits). This is for tests and not secure. */
export async function lockPdf(bytes: Uint8Array, password: string): Promise<Uint8Array> {
	const pdf = await PDFDocument.load(bytes);
	const { context } = pdf;
	// Its strings would have to be encrypted as well and are not needed.
	context.trailerInfo.Info = undefined;
	const id = md5(bytes);
	const owner = rc4(md5(padPassword(password)).subarray(0, 5), padPassword(password));
	const allowed = Buffer.alloc(4);
	allowed.writeInt32LE(PERMISSIONS);
	const key = md5(padPassword(password), owner, allowed, id).subarray(0, 5);
	for (const [ref, object] of context.enumerateIndirectObjects()) {
		if (!(object instanceof PDFRawStream)) continue;
		const place = Buffer.alloc(5);
		place.writeUIntLE(ref.objectNumber, 0, 3);
		place.writeUIntLE(ref.generationNumber, 3, 2);
		const locked = rc4(md5(key, place).subarray(0, 10), object.contents);
		context.assign(ref, PDFRawStream.of(object.dict, locked));
	}
	context.trailerInfo.ID = context.obj([toHex(id), toHex(id)]);
	context.trailerInfo.Encrypt = context.register(
		context.obj({
			Filter: PDFName.of('Standard'),
			V: PDFNumber.of(1),
			R: PDFNumber.of(2),
			O: toHex(owner),
			U: toHex(rc4(key, PADDING)),
			P: PDFNumber.of(PERMISSIONS),
		}),
	);
	return await pdf.save({ useObjectStreams: false });
}
