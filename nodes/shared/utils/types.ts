/**
 * One of the values that we know, or any other that Extend adds. The type of the others is a pattern that no value of
 * ours matches, so the compiler rejects a value that is not in the list, also in a comparison. With `string` in its
 * place, or a part of it, a typo would pass.
 */
export type OpenUnion<Known extends string> = Known | `${string}<other>${string}`;
