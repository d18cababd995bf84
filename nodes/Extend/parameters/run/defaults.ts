/** For an item, unless 'Timeout' is set. */
export const DEFAULT_TIMEOUT_S = 900;
