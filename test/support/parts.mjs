// Runs commands side by side and tells which of them failed; what a command printed is shown when it failed.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Types of the sources and the tests; the second time only of what changed. */
export const types = { name: 'types', command: bin('tsc'), args: ['--noEmit', '-p', 'test'] };

/**
 * Each part: { name, command, args, env?, summary?, shown?, culprits? }. Of a part that failed, `shown` takes what is
 * worth reading from its output, and `culprits` names what failed within it. Returns the names of all that failed.
 */
export async function runParts(parts) {
	const failed = [];
	await Promise.all(
		parts.map(async (part) => {
			const { name, command, args, env = {}, summary = () => '', shown = String } = part;
			const started = performance.now();
			const { status, output } = await run(command, args, { ...process.env, ...env });
			const seconds = ((performance.now() - started) / 1000).toFixed(1);
			if (status === 0) return console.log(`${name}: ok, ${seconds} s${summary(output)}`);
			const culprits = part.culprits?.(output) ?? [];
			failed.push(...(culprits.length > 0 ? culprits : [name]));
			console.log(`\n${shown(output).trimEnd()}\n\n${name}: FAILED, ${seconds} s`);
		}),
	);
	return failed;
}

async function run(command, args, env) {
	const child = spawn(command, args, {
		cwd: root,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
		// npm and the like are scripts there
		shell: process.platform === 'win32',
	});
	let output = '';
	child.stdout.on('data', (chunk) => (output += chunk));
	child.stderr.on('data', (chunk) => (output += chunk));
	return await new Promise((resolve) => {
		child.once('error', (error) => resolve({ status: 1, output: String(error) }));
		child.once('close', (code) => resolve({ status: code ?? 1, output }));
	});
}
