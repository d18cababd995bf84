/** Dates without a time, which compare as text. */
import { clock } from '../../../utils/clock';
import { toText } from '../../../utils/sanitize';

/** Extend writes dates so; a time behind it does not count. */
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$/;

/** `yyyy-mm-dd`; undefined for what is no date of the calendar. */
export function parseDate(value: unknown): string | undefined {
	const match = DATE.exec(toText(value).trim());
	if (!match) return undefined;
	const [, year, month, day] = match;
	const date = `${year}-${month}-${day}`;
	const time = Date.parse(`${date}T00:00:00Z`);
	// JavaScript reads the 30th of February as the 2nd of March.
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined;
}

/** Today's date where the workflow is at home. An unknown time zone counts as that of the machine. */
export function getToday(timeZone: string | undefined): string {
	const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
	const format = (zone?: string) =>
		new Intl.DateTimeFormat('en-US', { ...fields, timeZone: zone }).format(clock.wallNow());
	let text: string;
	try {
		text = format(timeZone);
	} catch {
		text = format();
	}
	const [month, day, year] = text.split('/');
	return `${year}-${month}-${day}`;
}
