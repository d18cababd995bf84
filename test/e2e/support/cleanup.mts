/** Cleanup steps, executed in reverse order. All steps run even if one fails. */
export class Cleanup {
	private steps: Array<() => unknown> = [];

	add(step: () => unknown) {
		this.steps.push(step);
	}

	async run() {
		const errors: unknown[] = [];
		for (const step of this.steps.splice(0).reverse()) {
			try {
				await step();
			} catch (error) {
				errors.push(error);
			}
		}
		if (errors.length > 0) throw new AggregateError(errors, 'Cleaning up failed.');
	}
}
