/** Everything that a process says while it runs: standard output, standard error, and n8n's log. */
import { LoggerProxy } from 'n8n-workflow';
import { getLoggerPrototype } from '../../support/nodeLog.mts';

/** Collects from the first test of a file to its last; returns what was said since the last call. */
export function useNoise(): () => string {
	const said: string[] = [];
	const keep = (...parts: unknown[]) => void said.push(parts.map(asText).join(' '));
	const spies: jest.SpyInstance[] = [];
	beforeAll(() => {
		const stream = (chunk: unknown) => {
			keep(chunk);
			return true;
		};
		spies.push(
			jest.spyOn(process.stdout, 'write').mockImplementation(stream),
			jest.spyOn(process.stderr, 'write').mockImplementation(stream),
		);
		for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
			spies.push(jest.spyOn(console, level).mockImplementation(keep));
		LoggerProxy.init({ debug: keep, info: keep, warn: keep, error: keep } as never);
		for (const level of ['info', 'warn', 'error', 'debug'])
			spies.push(jest.spyOn(getLoggerPrototype(), level).mockImplementation(keep));
	});
	afterAll(() => spies.forEach((spy) => spy.mockRestore()));
	return () => said.splice(0).join('\n');
}

function asText(part: unknown): string {
	if (part instanceof Error) return `${part.stack} ${asText({ ...part })}`;
	if (typeof part === 'string' || Buffer.isBuffer(part)) return part.toString();
	const seen = new WeakSet<object>();
	return (
		JSON.stringify(part, (key, value: unknown) => {
			// The parameters of the node, which n8n logs with its errors, are the builder's own.
			if (key === 'node') return undefined;
			if (typeof value !== 'object' || value === null) return value;
			if (seen.has(value)) return undefined;
			seen.add(value);
			return value;
		}) ?? ''
	);
}
