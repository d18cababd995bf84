// Installs a real n8n, and the Node.js it runs on, into a folder of their own; once.
const { execFileSync } = require('node:child_process');
const {
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} = require('node:fs');
const path = require('node:path');

const cache = path.resolve(__dirname, '../../../.cache/e2e');

/** The folder with `n8n` and `node` of a version (an entry of versions.cjs); it may not be there yet. */
const binFolder = ({ n8n }) => path.join(cache, `n8n-${n8n}`, 'bin');

function withPath(bin) {
	return { ...process.env, PATH: `${bin}:${process.env.PATH}` };
}

/** Installs what is missing and returns the folder with the two programs. Takes about five minutes. */
function installN8n(version) {
	const bin = binFolder(version);
	const folder = path.dirname(bin);
	const ready = path.join(folder, '.ready');
	const wanted = JSON.stringify(version);
	if (existsSync(ready) && readFileSync(ready, 'utf8') === wanted) return bin;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(bin, { recursive: true });
	const nodePackage = `node-${process.platform}-${process.arch}`;
	const manifest = {
		name: 'n8n-for-tests',
		private: true,
		dependencies: { n8n: version.n8n, [nodePackage]: version.node },
		// 1.x takes xlsx from a host outside the npm registry; the last version inside will do.
		overrides: version.n8n.startsWith('1.') ? { xlsx: '0.18.5' } : {},
	};
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, '\t'));
	// npm takes the settings of the folder it works in.
	writeFileSync(path.join(folder, '.npmrc'), 'ignore-scripts=true\naudit=false\nfund=false\n');
	console.log(`Installing n8n ${version.n8n} with Node.js ${version.node} …`);
	const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
	execFileSync('npm', ['install', '--ignore-scripts', '--loglevel=error'], options);
	symlinkSync('../node_modules/n8n/bin/n8n', path.join(bin, 'n8n'));
	symlinkSync(`../node_modules/${nodePackage}/bin/node`, path.join(bin, 'node'));
	// The only native module that n8n cannot do without.
	execFileSync('npm', ['rebuild', '--ignore-scripts=false', '--loglevel=error', 'sqlite3'], {
		...options,
		env: withPath(bin),
	});
	const found = execFileSync(path.join(bin, 'n8n'), ['--version'], { env: withPath(bin) });
	if (found.toString().trim() !== version.n8n) throw new Error(`n8n says it is ${found}`);
	writeFileSync(ready, wanted);
	return bin;
}

module.exports = { binFolder, installN8n };
