/** File names from emails, portals and users. */
import fc, { type Arbitrary } from 'fast-check';

const PIECES = [
	'"',
	"'",
	'\r\n',
	'\n',
	'\0',
	'\u007f',
	'/',
	'\\',
	'..',
	'.',
	' ',
	';',
	'%22',
	'%0D%0A',
	'filename="',
	'\r\nContent-Type: text/html\r\n\r\n',
	'\r\n--boundary--',
	"UTF-8''",
	'=?utf-8?B?w6Q=?=',
	'\ud83d',
	'\ude00',
	'😀',
	'é',
	'e\u0301',
	'\u2028',
	'\u202e',
	'\ufeff',
	'名',
	'a'.repeat(150),
	'𠮷'.repeat(90),
	'.pdf',
	'.PDF',
	'.docx',
	'.p7m',
	'.bin',
	'invoice',
];

const piece = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...PIECES) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
	{ weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
	// Lone surrogates, which are not valid Unicode.
	{
		weight: 1,
		arbitrary: fc
			.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 5 })
			.map((units) => String.fromCharCode(...units)),
	},
);

export const fileName: Arbitrary<string> = fc
	.tuple(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', '', '', '.pdf', '.tiff'))
	.map(([pieces, extension]) => pieces.join('') + extension);

export const mimeType: Arbitrary<string> = fc.constantFrom(
	'application/pdf',
	'application/octet-stream',
	'image/svg+xml',
	'text/plain; charset=utf-8',
	'text/plain\r\nX-Injected: 1',
	'"',
	'',
	'__proto__',
	'constructor',
);
