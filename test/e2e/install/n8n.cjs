// Installs n8n and its Node.js into their own folder, once.
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

/** The folder with `n8n` and `node` for an entry of versions.cjs. It may not exist yet. */
const binFolder = ({ n8n }) => path.join(cache, `n8n-${n8n}`, 'bin');

function withPath(bin) {
	return { ...process.env, PATH: `${bin}:${process.env.PATH}` };
}

/** Installs n8n if needed and returns the folder with both programs. Takes about five minutes. */
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
		// 1.x depends on an xlsx version outside the npm registry. The last version inside the registry works
		// as well.
		overrides: version.n8n.startsWith('1.') ? { xlsx: '0.18.5' } : {},
	};
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, '\t'));
	// npm reads the settings of its working directory.
	writeFileSync(path.join(folder, '.npmrc'), 'ignore-scripts=true\naudit=false\nfund=false\n');
	console.log(`Installing n8n ${version.n8n} with Node.js ${version.node} …`);
	const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
	execFileSync('npm', ['install', '--ignore-scripts', '--loglevel=error'], options);
	symlinkSync('../node_modules/n8n/bin/n8n', path.join(bin, 'n8n'));
	symlinkSync(`../node_modules/${nodePackage}/bin/node`, path.join(bin, 'node'));
	// The only native module that n8n requires.
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
