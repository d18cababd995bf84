/** How messages are put together: sentences as a paragraph, and texts from outside on one line. */
import { toApiError } from '../../nodes/shared/errors/apiError';
import { createHints } from '../../nodes/shared/errors/hints';
import { InputError } from '../../nodes/shared/errors/inputError';
import { defineMessages } from '../../nodes/shared/utils/messages';
import { joinSentences, toLine } from '../../nodes/shared/utils/sentences';

/** Longer than any line, with every kind of break. */
const FLOOD = 'line\r\n\tline\u2028line\u0007'.repeat(1000);
const LINE = /^[^\n\r\t\u2028\u2029\u0007]{1,201}$/;

describe('a text from outside is one line', () => {
	it('by itself', () => {
		expect(toLine(FLOOD)).toMatch(LINE);
		expect(toLine('as  it\nis')).toBe('as it is');
		expect(toLine('x'.repeat(200))).toBe('x'.repeat(200));
		expect(toLine('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
		expect(toLine(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}…`);
	});

	it('in every message', () => {
		const messages = defineMessages({
			fixed: 'As it is',
			text: ({ name }: { name: string }) => name,
			error: ({ name, count }: { name: string; count: number }) => ({
				message: name,
				hint: `${count} times`,
			}),
		});
		expect(messages.fixed).toBe('As it is');
		expect(messages.text({ name: FLOOD })).toMatch(LINE);
		const { message, hint } = messages.error({ name: FLOOD, count: 12 });
		expect(message).toMatch(LINE);
		expect(hint).toBe('12 times');
	});

	it('as the place of wrong input', () => {
		const { message } = new InputError({ message: 'wrong', hint: 'Change it.' }, FLOOD);
		expect(message.replace(/: wrong$/, '')).toMatch(LINE);
	});

	it('as the words of Extend', () => {
		const { details } = toApiError(
			{ code: 'CORRUPT_FILE', message: FLOOD, retryable: false },
			'uploading a.pdf',
		);
		const { description } = details;
		expect(description).toMatch(/^Happened while uploading a\.pdf\. line line/);
		expect(description).toMatch(/ Check that the file opens, .*\.$/);
		expect(description.length).toBeLessThan(350);
	});

	it('as the names of a hint: one at least, and a count of those that do not fit', () => {
		const hints = createHints();
		const long = (letter: string) => `${letter.repeat(90)}.pdf`;
		for (const name of ['a', 'b', 'c']) hints.add('skipped', long(name));
		expect(hints.toMessages()).toEqual([`Skipped 3 files: ${long('a')} and 2 more.`]);
		hints.add('draft', FLOOD);
		expect(hints.toMessages()[1]).toMatch(LINE);
	});
});

describe('sentences', () => {
	it.each([
		[['One', 'Two.'], 'One. Two.'],
		[['', 'One…', ' '], 'One…'],
		[['One?', 'Two!'], 'One? Two!'],
		[[''], ''],
	])('%j become %j', (texts, expected) => {
		expect(joinSentences(...texts)).toBe(expected);
	});

	it('of an error begin with the step and end with what to do', () => {
		const { message, description } = toApiError(
			{ code: 'RATE_LIMIT_EXCEEDED', message: 'Slow down', retryable: true, retryAfterMs: 1500 },
			'starting the extract run',
		).details;
		expect(message).toBe("Extend's rate limit lasted longer than 'Timeout'");
		expect(description).toBe(
			"Happened while starting the extract run. Slow down. Extend asked n8n to wait 2 seconds. Increase 'Timeout' or reduce 'Concurrency' in Options.",
		);
	});

	it('leave out words of Extend that are missing', () => {
		const { description } = toApiError(
			{ code: 'CORRUPT_FILE', message: '', retryable: false },
			'uploading a.pdf',
		).details;
		expect(description).toBe(
			'Happened while uploading a.pdf. Check that the file opens, or convert it to another format.',
		);
	});
});
