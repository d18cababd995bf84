/** A PostgreSQL server for one test. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import getPort from 'get-port';

const { postgresBin } = require('../../install/debian.cjs') as { postgresBin(): string };

export interface Postgres {
	port: number;
	user: string;
	database: string;
	query(sql: string): Promise<Array<Record<string, unknown>>>;
	stop(): void;
}

/** PostgreSQL refuses to run as root, so root uses the user that Debian's package creates. */
function run(command: string) {
	const args =
		process.getuid?.() === 0
			? (['su', ['postgres', '-s', '/bin/sh', '-c', command]] as const)
			: (['/bin/sh', ['-c', command]] as const);
	execFileSync(args[0], args[1], { cwd: '/tmp', stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Starts on an unused port of 127.0.0.1, without a password. */
export async function startPostgres(): Promise<Postgres> {
	const bin = postgresBin();
	const folder = mkdtempSync(path.join(tmpdir(), 'pg-e2e-'));
	chmodSync(folder, 0o777);
	const data = path.join(folder, 'data');
	const port = await getPort({ host: '127.0.0.1' });
	const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c max_connections=60`;
	run(`${bin}/initdb -D ${data} -A trust -U n8n --no-sync`);
	run(`${bin}/pg_ctl -D ${data} -w -l ${folder}/log -o "${options}" start`);
	const access = { host: '127.0.0.1', port, user: 'n8n' };
	const query = async (sql: string, database = 'n8n') => {
		const client = new Client({ ...access, database });
		await client.connect();
		try {
			return (await client.query(sql)).rows as Array<Record<string, unknown>>;
		} finally {
			await client.end();
		}
	};
	await query('create database n8n', 'postgres');
	return {
		port,
		user: 'n8n',
		database: 'n8n',
		query,
		stop() {
			run(`${bin}/pg_ctl -D ${data} -m immediate -w stop`);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
