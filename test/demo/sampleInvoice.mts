/** Fixed, because the README shows this invoice. */
export const SAMPLE_SEED = 8;
