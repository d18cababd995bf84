/**
 * VAT IDs by country: their form, and their check digits where the rule is well known (European Commission, VIES). Pure.
 */
import { getMod97 } from './iban';

type IsValid = (rest: string) => boolean;
type Rule = [form: RegExp, isValid?: IsValid];

function weigh(text: string, weights: number[]): number {
	return weights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0);
}

/** Whether the weighted sum of all digits is a multiple. */
function divides(modulus: number, ...weights: number[]): IsValid {
	return (text) => weigh(text, weights) % modulus === 0;
}

/** Every second digit from the right doubled, as for credit cards. */
function isLuhn(text: string): boolean {
	const sum = [...text].reverse().reduce((total, digit, index) => {
		const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
		return total + (value > 9 ? value - 9 : value);
	}, 0);
	return sum % 10 === 0;
}

/** ISO 7064, MOD 11,10. */
function isMod11And10(text: string): boolean {
	const rest = [...text.slice(0, -1)].reduce((product, digit) => {
		const sum = (Number(digit) + product) % 10 || 10;
		return (2 * sum) % 11;
	}, 10);
	return (11 - rest) % 10 === Number(text[text.length - 1]);
}

/** 11 minus the remainder of the sum is the last digit; `forTen` and `forEleven` where that has two digits. */
function endsByElevens(weights: number[], forTen?: number, forEleven?: number): IsValid {
	return (text) => {
		const check = 11 - (weigh(text, weights) % 11);
		const last = check === 10 ? forTen : check === 11 ? forEleven : check;
		return last === Number(text[weights.length]);
	};
}

const DOWN_FROM_EIGHT = [8, 7, 6, 5, 4, 3, 2];

function isBritish(text: string): boolean {
	if (!/^\d/.test(text)) return true;
	const sum = weigh(text, DOWN_FROM_EIGHT) + Number(text.slice(7, 9));
	return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

function isIrish(text: string): boolean {
	// The old form has its first digit at the end, and a letter or sign in second place.
	const isOld = !/^\d{7}/.test(text);
	const digits = isOld ? `0${text.slice(2, 7)}${text[0]}` : text.slice(0, 7);
	const second = isOld || text[8] === undefined || text[8] === 'W' ? 0 : parseInt(text[8], 36) - 9;
	const sum = weigh(digits, DOWN_FROM_EIGHT) + 9 * second;
	return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === text[7];
}

const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

function isSpanish(text: string): boolean {
	const last = text.slice(-1);
	// Residents have a number, foreigners one that begins with X, Y or Z for 0, 1 or 2.
	if (/^[\dXYZ]/.test(text)) {
		const digits = text.slice(0, 8).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
		return SPANISH_LETTERS[Number(digits) % 23] === last;
	}
	if (/^[KLM]/.test(text)) return true;
	const check = [...'0123456789'].findIndex((digit) => isLuhn(text.slice(1, 8) + digit));
	return last === String(check) || last === 'JABCDEFGHI'[check];
}

function isAustrian(text: string): boolean {
	const sum = [...text.slice(1, 8)].reduce((total, digit, index) => {
		const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
		return total + (value > 9 ? value - 9 : value);
	}, 4);
	return (10 - (sum % 10)) % 10 === Number(text[8]);
}

function isBelgian(text: string): boolean {
	const digits = text.padStart(10, '0');
	return 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));
}

function isFrench(text: string): boolean {
	const key = text.slice(0, 2);
	// Keys with letters follow another rule, which is not public.
	if (!/^\d\d$/.test(key)) return true;
	return (12 + 3 * (Number(text.slice(2)) % 97)) % 97 === Number(key);
}

function isDutch(text: string): boolean {
	const isCompany = weigh(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(text[8]);
	return isCompany || getMod97(`NL${text}`) === 1;
}

function isRomanian(text: string): boolean {
	const digits = text.padStart(10, '0');
	return ((10 * weigh(digits, [7, 5, 3, 2, 1, 7, 5, 3, 2])) % 11) % 10 === Number(digits[9]);
}

function isGreek(text: string): boolean {
	return (weigh(text, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(text[8]);
}

/** By country: the form of what follows it, and whether its check digits are right. */
const COUNTRIES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
	['AT', [/^U\d{8}$/, isAustrian]],
	['BE', [/^[01]?\d{9}$/, isBelgian]],
	['BG', [/^\d{9,10}$/]],
	[
		'CH',
		[
			/^E\d{9}(?:MWST|TVA|IVA)?$/,
			(text) => endsByElevens([5, 4, 3, 2, 7, 6, 5, 4], undefined, 0)(text.slice(1)),
		],
	],
	['CY', [/^\d{8}[A-Z]$/]],
	['CZ', [/^\d{8,10}$/]],
	['DE', [/^[1-9]\d{8}$/, isMod11And10]],
	['DK', [/^\d{8}$/, divides(11, 2, 7, 6, 5, 4, 3, 2, 1)]],
	['EE', [/^\d{9}$/, divides(10, 3, 7, 1, 3, 7, 1, 3, 7, 1)]],
	['EL', [/^\d{9}$/, isGreek]],
	['ES', [/^(?:[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/, isSpanish]],
	['FI', [/^\d{8}$/, divides(11, 7, 9, 10, 5, 8, 4, 2, 1)]],
	['FR', [/^[A-HJ-NP-Z\d]{2}\d{9}$/, isFrench]],
	['GB', [/^(?:\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d)$/, isBritish]],
	['HR', [/^\d{11}$/, isMod11And10]],
	['HU', [/^\d{8}$/, divides(10, 9, 7, 3, 1, 9, 7, 3, 1)]],
	['IE', [/^(?:\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/, isIrish]],
	['IT', [/^\d{11}$/, isLuhn]],
	['LT', [/^(?:\d{9}|\d{12})$/]],
	['LU', [/^\d{8}$/, (text) => Number(text.slice(0, 6)) % 89 === Number(text.slice(6))]],
	['LV', [/^\d{11}$/]],
	['MT', [/^\d{8}$/, divides(37, 3, 4, 6, 7, 8, 9, 10, 1)]],
	['NL', [/^\d{9}B\d\d$/, isDutch]],
	['NO', [/^\d{9}(?:MVA)?$/, endsByElevens([3, 2, 7, 6, 5, 4, 3, 2], undefined, 0)]],
	['PL', [/^\d{10}$/, (text) => weigh(text, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(text[9])]],
	['PT', [/^\d{9}$/, endsByElevens([9, 8, 7, 6, 5, 4, 3, 2], 0, 0)]],
	['RO', [/^[1-9]\d{1,9}$/, isRomanian]],
	['SE', [/^\d{10}01$/, (text) => isLuhn(text.slice(0, 10))]],
	['SI', [/^[1-9]\d{7}$/, endsByElevens(DOWN_FROM_EIGHT, 0)]],
	['SK', [/^[1-9]\d{9}$/, (text) => Number(text) % 11 === 0]],
]);

/** Greece has EL there, Northern Ireland XI. */
const ALIASES = new Map([
	['GR', 'EL'],
	['XI', 'GB'],
]);

/** @param text capital letters and digits only */
export function isVatId(text: string): boolean {
	const country = text.slice(0, 2);
	const [form, isValid] = COUNTRIES.get(ALIASES.get(country) ?? country) ?? [];
	const rest = text.slice(2);
	return form !== undefined && form.test(rest) && (isValid?.(rest) ?? true);
}
