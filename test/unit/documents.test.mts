/** Pure decisions about documents: names, types, ranges, metadata, keys, texts, hints. */
import fc from 'fast-check';
import { safeFileName, repairedFileName } from '../../nodes/shared/fileNames';
import { extensionOfBytes, extensionOfMime, groupOf } from '../../nodes/shared/fileTypes';
import { costHint, createHints } from '../../nodes/shared/hints';
import { workKey, type WorkIdentity } from '../../nodes/shared/key';
import { deepMerge, setPath } from '../../nodes/shared/merge';
import { runMetadata } from '../../nodes/shared/metadata';
import { parseRanges } from '../../nodes/shared/ranges';
import { forget, lookUp, note } from '../../nodes/shared/register';
import { ALL_SENTENCES, sentenceFor } from '../../nodes/shared/sentences';
import { safeText, withoutQuery } from '../../nodes/shared/text';
import { idIn } from '../../nodes/Extend/fields/pickers';

describe('file names', () => {
	it.each([
		['invoice.pdf', 'invoice.pdf'],
		['Rechnung Ärger & Söhne №7.pdf', 'Rechnung Ärger & Söhne №7.pdf'],
		['C:\\fakepath\\a.pdf', 'a.pdf'],
		['../../etc/passwd', 'passwd'],
		['a"b".pdf', "a'b'.pdf"],
		['a\r\nContent-Type: x.pdf', 'a Content-Type: x.pdf'],
		['', 'document'],
		['///', 'document'],
		[`${'x'.repeat(300)}.pdf`, `${'x'.repeat(196)}.pdf`],
		[`${'𠮷'.repeat(150)}.pdf`, `${'𠮷'.repeat(150)}.pdf`],
	])('%j becomes %j', (given, safe) => {
		expect(safeFileName(given)).toBe(safe);
	});

	it('no name can break out of a header', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (name) => {
				const safe = safeFileName(name);
				expect(safe).not.toMatch(/["\r\n/\\\u0000]/);
				expect(safe.trim()).not.toBe('');
				expect(safeFileName(safe)).toBe(safe);
			}),
			{ seed: 1, numRuns: 2000 },
		);
	});

	it.each([
		['scan', 'application/pdf', undefined, 'scan.pdf'],
		['scan', 'application/octet-stream', Buffer.from('%PDF-1.7'), 'scan.pdf'],
		[
			'scan.bin',
			'application/octet-stream',
			Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
			'scan.bin.png',
		],
		['a.PDF', 'image/png', undefined, 'a.PDF'],
		['invite.ics', 'text/calendar', Buffer.from('BEGIN:VCALENDAR'), 'invite.ics'],
		['note', 'text/plain; charset=utf-8', undefined, 'note.txt'],
		['x', 'application/octet-stream', Buffer.from([0, 1, 2]), 'x'],
		['x', 'constructor', undefined, 'x'],
		['x'.repeat(200), 'application/pdf', undefined, `${'x'.repeat(196)}.pdf`],
	])('%s of type %s is sent as a name that tells the type', (name, mime, head, sent) => {
		expect(repairedFileName(name, mime, head)).toBe(sent);
	});

	it.each([
		['%PDF-1.4', 'pdf'],
		['\xff\xd8\xff\xe0', 'jpg'],
		['II*\0', 'tiff'],
		['RIFF....WEBPVP8', 'webp'],
		['PK\x03\x04......word/document.xml', 'docx'],
		['PK\x03\x04......xl/workbook.xml', 'xlsx'],
		['{\\rtf1', 'rtf'],
		['  <!DOCTYPE html>', 'html'],
		['<?xml version="1.0"?>', 'xml'],
		['Dear Sir', 'txt'],
	])('a file that begins with %j is a %s', (head, extension) => {
		expect(extensionOfBytes(Buffer.from(head, 'latin1'))).toBe(extension);
	});

	it('groups are by extension, in any case', () => {
		expect(['a.PDF', 'b.Jpeg', 'c.xlsx', 'd.csv', 'e.ics', 'f'].map(groupOf)).toEqual([
			'pdf',
			'image',
			'office',
			'text',
			undefined,
			undefined,
		]);
		expect(extensionOfMime('IMAGE/PNG')).toBe('png');
	});
});

describe('ranges', () => {
	it('reads pages and ranges', () => {
		expect(parseRanges(' 1-3, 5 ,7–9')).toEqual([
			{ start: 1, end: 3 },
			{ start: 5, end: 5 },
			{ start: 7, end: 9 },
		]);
		expect(parseRanges('')).toEqual([]);
	});
	it.each(['a', '1-', '0', '3-1', '1;2', '-4', '1-2-3'])('refuses %j', (text) => {
		expect(() => parseRanges(text)).toThrow(expect.objectContaining({ name: 'InputProblem' }));
	});
});

describe('metadata', () => {
	const tag = { key: 'k', workflowId: 'w', executionId: 'e' };
	it('holds own entries, usage tags and our tag', () => {
		expect(runMetadata([{ key: 'a', value: 'b' }], ['x', 'y'], tag)).toEqual({
			a: 'b',
			'extend:usage_tags': ['x', 'y'],
			n8n: tag,
		});
		expect(runMetadata([], [], undefined)).toBeUndefined();
	});
	it.each(['n8n', '__proto__', ' ', {}, null])('refuses the key %j', (key) => {
		expect(() => runMetadata([{ key, value: 'x' }], [], tag)).toThrow();
	});
	it('takes a number for a key, and tells what is no JSON', () => {
		expect(runMetadata([{ key: 7, value: 'x' }], [], undefined)).toEqual({ 7: 'x' });
		const circle: unknown[] = [];
		circle.push(circle);
		expect(() => runMetadata([{ key: 'a', value: circle }], [], undefined)).toThrow('as JSON');
	});
	it('counts bytes, ours too, up to 10 KB', () => {
		const own = Buffer.byteLength(JSON.stringify({ a: '', n8n: tag }));
		const most = 10 * 1024 - own;
		expect(runMetadata([{ key: 'a', value: 'x'.repeat(most) }], [], tag)).toBeDefined();
		expect(() => runMetadata([{ key: 'a', value: 'x'.repeat(most + 1) }], [], tag)).toThrow(
			'10 KB',
		);
		expect(() => runMetadata([{ key: 'a', value: 'ä'.repeat(most / 2 + 1) }], [], tag)).toThrow(
			'10 KB',
		);
	});
});

describe('keys', () => {
	const work: WorkIdentity = {
		instanceId: 'i',
		workflowId: 'w',
		executionId: 'e',
		nodeId: 'n',
		runIndex: 0,
		itemIndex: 0,
		position: 0,
		request: { a: 1 },
		source: [{ name: 'a.pdf', size: 3 }],
	};
	it('is the same for the same work and differs with every part of it', () => {
		const others: WorkIdentity[] = [
			...(['instanceId', 'workflowId', 'executionId', 'nodeId'] as const).map((part) => ({
				...work,
				[part]: 'other',
			})),
			...(['runIndex', 'itemIndex', 'position'] as const).map((part) => ({ ...work, [part]: 1 })),
			{ ...work, request: { a: 2 } },
			{ ...work, source: [{ name: 'a.pdf', size: 4 }] },
			{ ...work, runIndex: undefined },
		];
		expect(workKey({ ...work })).toBe(workKey(work));
		expect(new Set([work, ...others].map(workKey)).size).toBe(others.length + 1);
	});
	it('is kept in the register until it is forgotten', () => {
		note('k1');
		expect(lookUp('k1')).toMatchObject({ runId: undefined });
		note('k1', 'exr_1');
		expect(lookUp('k1')).toMatchObject({ runId: 'exr_1' });
		forget('k1');
		expect(lookUp('k1')).toBeUndefined();
	});
	it('the register is bounded: the oldest go first', () => {
		for (let n = 0; n < 20_001; n++) note(`many${n}`, 'x');
		expect(lookUp('many0')).toBeUndefined();
		expect(lookUp('many1')).toBeDefined();
	});
});

describe('merging', () => {
	it('merges objects at every depth, replaces lists, changes neither', () => {
		const base = { a: { b: 1, c: [1, 2] }, d: 1 };
		const over = { a: { c: [3], e: { f: 1 } }, g: null };
		expect(deepMerge(base, over)).toEqual({ a: { b: 1, c: [3], e: { f: 1 } }, d: 1, g: null });
		expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: 1 });
	});
	it('reaches no prototype', () => {
		deepMerge({}, JSON.parse('{"__proto__":{"bad":1},"constructor":{"prototype":{"bad":1}}}'));
		expect(({} as Record<string, unknown>).bad).toBeUndefined();
	});
	it('writes at a path', () => {
		const target = { a: { b: 1 } };
		setPath(target, 'a.c.d', 2);
		expect(target).toEqual({ a: { b: 1, c: { d: 2 } } });
	});
});

describe('texts', () => {
	it('secrets, queries and control characters are taken out, length is bounded', () => {
		expect(safeText('see https://a.example/x?sig=1 and http://b.example/#f')).toBe(
			'see https://a.example/x?… and http://b.example/?…',
		);
		expect(safeText('Bearer sk_live-12 wss_ab')).toBe('*** ***');
		expect(safeText("HTTPS://me:pw@a.example/O'Brien.pdf?sig=1")).toBe(
			"HTTPS://a.example/O'Brien.pdf?…",
		);
		expect(safeText('https://a.example/my file.pdf?sig=1 x')).toBe(
			'https://a.example/my file.pdf?… x',
		);
		expect(safeText('a\u0000b\nc')).toBe('a b c');
		expect(safeText('x'.repeat(10_000))).toHaveLength(501);
	});
	it('an address without its query', () => {
		expect(withoutQuery('https://a.example/x.pdf?sig=1#p')).toBe('https://a.example/x.pdf');
	});
	it.each([
		['ex_abc', 'ex_abc'],
		[' ex_abc ', 'ex_abc'],
		['https://dashboard.extend.ai/acme/extractors/ex_abc?tab=1', 'ex_abc'],
		['a new kind of ID', 'a new kind of ID'],
	])('the ID in %j', (pasted, id) => {
		expect(idIn(pasted)).toBe(id);
	});
	it('every sentence says what happened and what to do', () => {
		for (const { what, fix } of Object.values(ALL_SENTENCES)) {
			expect(what).toMatch(/^([A-Z]|n8n ).*[^.]$/);
			expect(fix).toMatch(/^[A-Z].*\.$/);
		}
	});
	it('unknown codes are named', () => {
		expect(sentenceFor({ code: 'NEW_CODE', httpCode: 422 }).what).toContain('NEW_CODE');
		expect(sentenceFor({ code: 'NEW_CODE', httpCode: 599 }).what).toContain('NEW_CODE');
		expect(sentenceFor({ code: 'HTTP_401', httpCode: 401 }).what).toContain('API key');
	});
});

describe('hints', () => {
	it('one sentence per kind, with counts and at most five names', () => {
		const hints = createHints();
		for (let n = 0; n < 7; n++) hints.add('skipped', `logo${n}.png`);
		hints.add('adopted', 'a.pdf');
		expect(hints.sentences()).toEqual([
			'7 files were skipped: logo0.png, logo1.png, logo2.png, logo3.png, logo4.png and 2 more.',
			'The answer of Extend got lost once. What was started was found again and used, so nothing was paid twice.',
		]);
	});

	it.each([
		[12, 24, '12 documents cost 24 credits.'],
		[1, 1, 'One document cost 1 credit.'],
		[2, 1, '2 documents cost 1 credit.'],
		[3, 0.1 + 0.2, '3 documents cost 0.3 credits.'],
		[1, 2.345, 'One document cost 2.35 credits.'],
		[1, 0.001, 'One document cost less than 0.01 credits.'],
		[5, 0, undefined],
	])('%d documents for %d credits', (documents, credits, sentence) => {
		expect(costHint(documents, credits)).toBe(sentence);
	});
});
