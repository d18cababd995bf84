/** What the node writes into the log of n8n. */

export interface LogLine {
	message: string;
	metadata: Record<string, unknown>;
}

/** Collects the warnings from the first test of a file to its last. */
export function spyOnWarnings(): LogLine[] {
	const lines: LogLine[] = [];
	let spy: jest.SpyInstance;
	beforeAll(() => {
		spy = jest
			.spyOn(getLoggerPrototype(), 'warn')
			.mockImplementation(
				((message: string, metadata: LogLine['metadata'] = {}) =>
					void lines.push({ message, metadata })) as never,
			);
	});
	afterAll(() => spy.mockRestore());
	return lines;
}

/** n8n-core's own logger, of the very copy that it uses. */
export function getLoggerPrototype(): Record<string, () => void> {
	const common = require.resolve('@n8n/backend-common', { paths: [require.resolve('n8n-core')] });
	const { Logger } = require(common) as { Logger: { prototype: Record<string, () => void> } };
	return Logger.prototype;
}
