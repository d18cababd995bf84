/** Reproducible random choices. */
import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type RandomSource = () => number;

/** Returns numbers from 0 (inclusive) to 1 (exclusive). `salt` derives independent sequences from one seed. */
export function createRandom(seed: number, salt = ''): RandomSource {
	const state = createHash('sha256').update(`${seed} ${salt}`).digest().readInt32LE();
	const generator = xoroshiro128plus(state);
	return () => uniformFloat64(generator);
}

export function pickOne<T>(random: RandomSource, choices: readonly T[]): T {
	return choices[Math.floor(random() * choices.length)];
}

/** The seed is set by the jest configuration. */
export const CHAOS_SEED = Number(process.env.CHAOS_SEED);
