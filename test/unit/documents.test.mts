/** Pure decisions about documents: names, types, ranges, metadata, keys, texts, hints. */
import fc from 'fast-check';
import { safeFileName } from '../../nodes/shared/files/fileNames';
import { mimeToExtension, getFileGroup } from '../../nodes/shared/files/fileType/fileTypes';
import { getCostHint, createHints } from '../../nodes/shared/errors/hints';
import {
	createIdempotencyKey,
	type IdempotencyScope,
} from '../../nodes/shared/runs/idempotencyKey';
import { deepMerge, setPath } from '../../nodes/shared/utils/deepMerge';
import { buildRunMetadata, tagMetadata } from '../../nodes/shared/runs/metadata';
import { parseRanges } from '../../nodes/Extend/parameters/common/pageRanges';
import { runLedger } from '../../nodes/shared/runs/ledger';
import { CODE_MESSAGES, messageFor, type ErrorCode } from '../../nodes/shared/errors/codeMessages';
import { toOpen } from '../../nodes/shared/utils/objects';
import { sanitizeText, stripQuery } from '../../nodes/shared/utils/sanitize';
import { extractId } from '../../nodes/shared/parameters/requiredId';

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

	it('groups are by extension, in any case', () => {
		expect(['a.PDF', 'b.Jpeg', 'c.xlsx', 'd.csv', 'e.ics', 'f'].map(getFileGroup)).toEqual([
			'pdf',
			'image',
			'office',
			'text',
			undefined,
			undefined,
		]);
		expect(mimeToExtension('IMAGE/PNG')).toBe('png');
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
		expect(() => parseRanges(text)).toThrow(expect.objectContaining({ name: 'InputError' }));
	});
});

describe('metadata', () => {
	const tag = { key: 'k', workflowId: 'w', executionId: 'e' };
	it('holds own entries, usage tags and our tag', () => {
		const metadata = buildRunMetadata([{ key: 'a', value: 'b' }], ['x', 'y'], tag);
		expect(tagMetadata(metadata, tag)).toEqual({
			a: 'b',
			'extend:usage_tags': ['x', 'y'],
			n8n: tag,
		});
		expect(tagMetadata(buildRunMetadata([], [], undefined), undefined)).toBeUndefined();
	});
	it.each(['n8n', '__proto__', ' ', {}, null])('refuses the key %j', (key) => {
		expect(() => buildRunMetadata([{ key, value: 'x' }], [], tag)).toThrow();
	});
	it('takes a number for a key, and tells what is no JSON', () => {
		expect(buildRunMetadata([{ key: 7, value: 'x' }], [], undefined)).toEqual({ 7: 'x' });
		const circle: unknown[] = [];
		circle.push(circle);
		expect(() => buildRunMetadata([{ key: 'a', value: circle }], [], undefined)).toThrow(
			"isn't valid JSON",
		);
	});
	it('counts bytes, ours too, up to 10 KB', () => {
		const own = Buffer.byteLength(JSON.stringify({ a: '', n8n: tag }));
		const most = 10 * 1024 - own;
		expect(buildRunMetadata([{ key: 'a', value: 'x'.repeat(most) }], [], tag)).toBeDefined();
		expect(() => buildRunMetadata([{ key: 'a', value: 'x'.repeat(most + 1) }], [], tag)).toThrow(
			'10 KB',
		);
		expect(() =>
			buildRunMetadata([{ key: 'a', value: 'ä'.repeat(most / 2 + 1) }], [], tag),
		).toThrow('10 KB');
	});
});

describe('keys', () => {
	const work: IdempotencyScope = {
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
		const others: IdempotencyScope[] = [
			...(['instanceId', 'workflowId', 'executionId', 'nodeId'] as const).map((part) => ({
				...work,
				[part]: 'other',
			})),
			...(['runIndex', 'itemIndex', 'position'] as const).map((part) => ({ ...work, [part]: 1 })),
			{ ...work, request: { a: 2 } },
			{ ...work, source: [{ name: 'a.pdf', size: 4 }] },
			{ ...work, runIndex: undefined },
		];
		expect(createIdempotencyKey({ ...work })).toBe(createIdempotencyKey(work));
		expect(new Set([work, ...others].map(createIdempotencyKey)).size).toBe(others.length + 1);
	});
	it('is kept in the register until it is forgotten', () => {
		runLedger.recordStart('k1');
		expect(runLedger.get('k1')).toMatchObject({ starts: 1 });
		runLedger.recordStart('k1');
		runLedger.undoStart('k1');
		expect(runLedger.get('k1')).toMatchObject({ starts: 1 });
		runLedger.recordRun('k1', 'exr_1');
		expect(runLedger.get('k1')).toMatchObject({ runId: 'exr_1' });
		runLedger.delete('k1');
		expect(runLedger.get('k1')).toBeUndefined();
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
		expect(sanitizeText('see https://a.example/x?sig=1 and http://b.example/#f')).toBe(
			'see https://a.example/x?… and http://b.example/?…',
		);
		expect(sanitizeText('Bearer sk_live-12 wss_ab')).toBe('*** ***');
		expect(sanitizeText("HTTPS://me:pw@a.example/O'Brien.pdf?sig=1")).toBe(
			"HTTPS://a.example/O'Brien.pdf?…",
		);
		expect(sanitizeText('https://a.example/my file.pdf?sig=1 x')).toBe(
			'https://a.example/my file.pdf?… x',
		);
		expect(sanitizeText('a\u0000b\nc')).toBe('a b c');
		expect(sanitizeText('x'.repeat(10_000))).toHaveLength(501);
	});
	it('an address without its query', () => {
		expect(stripQuery('https://a.example/x.pdf?sig=1#p')).toBe('https://a.example/x.pdf');
	});
	it.each([
		['ex_abc', 'ex_abc'],
		[' ex_abc ', 'ex_abc'],
		['https://dashboard.extend.ai/acme/extractors/ex_abc?tab=1', 'ex_abc'],
		['a new kind of ID', 'a new kind of ID'],
	])('the ID in %j', (pasted, id) => {
		expect(extractId(pasted)).toBe(id);
	});
	it('every sentence says what happened and what to do', () => {
		for (const { message, hint } of Object.values(CODE_MESSAGES)) {
			expect(message).toMatch(/^([A-Z]|n8n ).*[^.]$/);
			expect(hint).toMatch(/^[A-Z].*\.$/);
		}
	});
	it('a code of ours is one of those that we know', () => {
		const isRejected: 'NOT_FOND' extends ErrorCode ? false : true = true;
		const isAccepted: 'NOT_FOUND' extends ErrorCode ? true : false = true;
		expect([isRejected, isAccepted]).toEqual([true, true]);
	});
	it('unknown codes are named', () => {
		const code: ErrorCode = toOpen('NEW_CODE');
		expect(messageFor({ code, httpCode: 422 }).message).toContain('NEW_CODE');
		expect(messageFor({ code, httpCode: 599 }).message).toContain('NEW_CODE');
		expect(messageFor({ code: 'HTTP_401', httpCode: 401 }).message).toContain('API key');
	});
});

describe('hints', () => {
	it('one sentence per kind, with counts and at most five names', () => {
		const hints = createHints();
		for (let n = 0; n < 7; n++) hints.add('skipped', `logo${n}.png`);
		hints.add('recovered', 'a.pdf');
		expect(hints.toMessages()).toEqual([
			'Skipped 7 files: logo0.png, logo1.png, logo2.png, logo3.png, logo4.png and 2 more.',
			"The connection dropped once. n8n found the run and reused it, so you weren't billed twice.",
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
		expect(getCostHint(documents, credits)).toBe(sentence);
	});
});
