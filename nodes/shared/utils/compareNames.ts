/**
 * Compares names for sorting, without regard to case. Not `localeCompare`, whose first call loads the rules of all
 * languages and took a sixth of the time to load the node (docs/dev/benchmarks.md, the package).
 */
export function compareNames(one: string, other: string): number {
	const [a, b] = [one.toLowerCase(), other.toLowerCase()];
	return a < b ? -1 : a > b ? 1 : 0;
}
