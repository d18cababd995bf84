import getPort from 'get-port';
import { startProgram } from '../program.mts';

/** Starts a Redis server without persistence on an unused port of 127.0.0.1. */
export async function startRedis() {
	const port = await getPort({ host: '127.0.0.1' });
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	const program = startProgram('redis', '/usr/bin/redis-server', args, { cwd: '/tmp' });
	await program.waitForOutput(/Ready to accept connections/);
	return { port, stop: async () => await program.stop() };
}
