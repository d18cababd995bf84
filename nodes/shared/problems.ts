/**
 * Something in the input that a builder has to change before anything is sent.
 * Shared code does not know the parameters of the node: it says where inside the value the problem
 * is (`path`), what is wrong (`what`) and what to do (`fix`). The caller in `fields/` adds the
 * display name of the parameter and the item.
 */
export class InputProblem extends Error {
	constructor(
		/** where inside the value, e.g. `properties.total` or `field 3 (total)`; empty for the value itself */
		readonly path: string,
		/** one sentence without the final period, e.g. `"$ref" cannot be used` */
		readonly what: string,
		/** what to do, one sentence with its final period */
		readonly fix: string,
	) {
		super(path === '' ? what : `${path}: ${what}`);
		this.name = 'InputProblem';
	}
}
