import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Creates an ID such as `exr_4hTz...`: the prefix and 21 random letters and digits. */
export const createId = (prefix: string) =>
	`${prefix}_${Array.from(randomBytes(21), (byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;

export const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** Maps text to a number from 0 to 1, so that results are the same in every run. */
export const hashToFraction = (text: string) => parseInt(sha256(text).slice(0, 8), 16) / 0xffffffff;
