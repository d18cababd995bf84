import { getFreePort } from '../freePort.mts';
import { startProgram } from '../program.mts';

/** A Redis of the test's own on a free port of 127.0.0.1, that writes nothing to disk. */
export async function startRedis() {
	const port = await getFreePort();
	const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	const program = startProgram('redis', '/usr/bin/redis-server', words, { cwd: '/tmp' });
	await program.waitForOutput(/Ready to accept connections/);
	return { port, stop: async () => await program.stop() };
}
