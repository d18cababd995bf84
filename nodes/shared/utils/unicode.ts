/** Characters that do not show what they do: in texts from outside they may hide or disguise something. */

/** Control characters, and the separators that browsers break a line at. */
const CONTROL = /\p{Cc}|[\u2028\u2029]/gu;
/** Characters without width, and those that change the direction of the text around them. */
const INVISIBLE =
	/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
/** Characters that Unicode says to ignore, such as zero-width ones and a byte order mark. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Half of a surrogate pair without its other half. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The text with a blank for each control character, without invisible characters and broken halves of characters. */
export function stripInvisible(text: string): string {
	return toWellFormed(text.replace(CONTROL, ' ').replace(INVISIBLE, ''));
}

/** The text without characters that show nothing, for what has to be exact: keys, addresses, JSON. */
export function stripIgnorable(text: string): string {
	return text.replace(IGNORABLE, '');
}

/** The first characters of the text, not cut within one, with `…` for the rest. */
export function truncate(text: string, maxLength: number): string {
	return text.length > maxLength ? `${stripLastHalf(text.slice(0, maxLength))}…` : text;
}

function stripLastHalf(text: string): string {
	return text.replace(/[\ud800-\udbff]$/, '');
}

/** The text with the replacement character for each broken half of a character, which cannot be part of a URL. */
export function toWellFormed(text: string): string {
	return text.replace(LONE_SURROGATE, '\ufffd');
}
