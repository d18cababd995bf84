/** The sample invoice is the same each time, as in the README. */
export const SAMPLE_SEED = 8;
