import fc from 'fast-check';
import { safeFileName } from '../../nodes/shared/files/fileNames';
import { repairFileName } from '../../nodes/shared/files/fileType/decideType';
import { detectType } from '../../nodes/shared/files/fileType/magicBytes';
import { fileName, mimeType } from './arbitraries/fileNames.mts';
import { testProperty } from './property.mts';

const MAX_CHARACTERS = 200;

function isControl(character: string): boolean {
	const code = character.charCodeAt(0);
	return code < 32 || code === 127;
}

/** The characters to keep: those of the last path segment, without ones that break headers. */
function getVisibleCharacters(name: string): string[] {
	const parts = name.split(/[/\\]/).filter((part) => [...part].some((one) => !isBlank(one)));
	return [...(parts.at(-1) ?? '')]
		.filter((one) => !isBlank(one))
		.map((one) => (one === '"' ? "'" : one));
}

function isBlank(character: string): boolean {
	return isControl(character) || character.trim() === '';
}

testProperty('a safe name breaks no header and keeps its characters', fileName, (name) => {
	const safe = safeFileName(name);
	const characters = [...safe];
	if (safe === '' || safe.trim() !== safe) throw new Error('blank');
	if (characters.some((one) => isControl(one) || '"/\\'.includes(one))) throw new Error('unsafe');
	if (characters.length > MAX_CHARACTERS) throw new Error('too long');
	if (safeFileName(safe) !== safe) throw new Error('another name the second time');

	const wanted = getVisibleCharacters(name);
	const kept = characters.filter((one) => !isBlank(one));
	if (wanted.length === 0) expect(safe).toBe('document');
	else if ([...name].length <= MAX_CHARACTERS) expect(kept).toEqual(wanted);
	else {
		const [extension] = /\.[A-Za-z0-9]{1,8}$/.exec(wanted.join('')) ?? [''];
		const beginning = safe.slice(0, safe.length - extension.length);
		expect(wanted.join('').startsWith([...beginning].filter((one) => !isBlank(one)).join(''))).toBe(
			true,
		);
		if (!/ [^ ]*$/.test(name))
			expect(safe.toLowerCase().endsWith(extension.toLowerCase())).toBe(true);
	}
});

testProperty(
	'a repaired name is safe, keeps its characters and is idempotent',
	fc.record({
		name: fileName,
		mime: mimeType,
		head: fc.option(
			fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(Buffer.from('%PDF-1.7'))),
		),
	}),
	({ name, mime, head }) => {
		const bytes = head === null ? undefined : detectType(Buffer.from(head));
		const repaired = repairFileName(name, mime, bytes);
		const beginning = [...safeFileName(name)]
			.slice(0, MAX_CHARACTERS - 10)
			.join('')
			.trimEnd();
		expect(repaired.startsWith(beginning)).toBe(true);
		expect([...repaired].length).toBeLessThanOrEqual(MAX_CHARACTERS);
		expect(/^[^"/\\]+$/.test(repaired) && ![...repaired].some(isControl)).toBe(true);
		expect(repairFileName(repaired, mime, bytes)).toBe(repaired);
	},
);
