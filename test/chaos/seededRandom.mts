/** Reproducible random choices. */
export type RandomSource = () => number;

/**
 * Returns numbers from 0 (inclusive) to 1 (exclusive), by mulberry32. `salt` derives independent sequences
 * from one seed.
 */
export function createRandom(seed: number, salt = ''): RandomSource {
	let state = seed >>> 0;
	for (const letter of salt) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export function pickOne<T>(random: RandomSource, choices: readonly T[]): T {
	return choices[Math.floor(random() * choices.length)];
}

/** The seed is set by the jest configuration. */
export const CHAOS_SEED = Number(process.env.CHAOS_SEED);
