// Programs required by the end-to-end tests in addition to n8n, as Debian packages.
const { execFileSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const postgresRoot = '/usr/lib/postgresql';

/** The folder with PostgreSQL's server programs, or undefined. */
function postgresBin() {
	const versions = existsSync(postgresRoot) ? readdirSync(postgresRoot) : [];
	return versions
		.map((version) => path.join(postgresRoot, version, 'bin'))
		.find((folder) => existsSync(path.join(folder, 'initdb')));
}

const NEEDED = [
	{ what: 'chromium', package: 'chromium', there: () => existsSync('/usr/bin/chromium') },
	{
		what: 'redis-server',
		package: 'redis-server',
		there: () => existsSync('/usr/bin/redis-server'),
	},
	{ what: 'a PostgreSQL server', package: 'postgresql', there: () => Boolean(postgresBin()) },
	{ what: 'openssl', package: 'openssl', there: () => existsSync('/usr/bin/openssl') },
	{ what: 'dovecot', package: 'dovecot-imapd', there: () => existsSync('/usr/sbin/dovecot') },
];

const missing = () => NEEDED.filter((program) => !program.there());

/** Installs missing packages with apt-get. Throws an Error that lists them if that is not possible. */
function installDebianPackages() {
	const absent = missing();
	if (absent.length === 0) return;
	const packages = absent.map((program) => program.package);
	const help = `Missing: ${absent.map(({ what }) => what).join(', ')}. Install with: apt-get install ${packages.join(' ')}`;
	if (process.getuid?.() !== 0) throw new Error(`${help} (needs root).`);
	console.log(`Installing ${packages.join(', ')} …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const options = { env, stdio: ['ignore', 'ignore', 'inherit'] };
	try {
		execFileSync('apt-get', ['update', '-qq'], options);
		execFileSync(
			'apt-get',
			['install', '-y', '-qq', '--no-install-recommends', ...packages],
			options,
		);
	} catch (error) {
		throw new Error(`${help} (apt-get failed: ${error.message})`);
	}
	if (missing().length > 0) throw new Error(help);
}

module.exports = { installDebianPackages, postgresBin };
