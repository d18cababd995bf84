import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new ID such as `exr_4hTz...`: the prefix and 21 random letters and digits. */
export const createId = (prefix: string) =>
	`${prefix}_${Array.from(randomBytes(21), (byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;

export const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** A number in 0..1 that depends on `text` only: answers stay the same from run to run. */
export const hashToFraction = (text: string) => parseInt(sha256(text).slice(0, 8), 16) / 0xffffffff;
