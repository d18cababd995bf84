/** Installs the packed package where n8n keeps community packages. */
import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const folder = path.join(root, '.cache/e2e');
let packed: string | undefined;

/** Packs the built package and returns the path of the tarball. */
export function packTarball(): string {
	if (!packed) {
		mkdirSync(folder, { recursive: true });
		const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
		const [{ filename }] = JSON.parse(
			execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
		);
		packed = path.join(folder, filename);
	}
	return packed;
}

/**
 * Installs like n8n: unpacks into `<userFolder>/.n8n/nodes/node_modules`, removes the dependencies that n8n
 * removes and registers the package (packages/cli community-packages.service.ts).
 */
export function installPackage(userFolder: string): string {
	const nodes = path.join(userFolder, '.n8n/nodes');
	mkdirSync(path.join(nodes, 'node_modules'), { recursive: true });
	const unpacked = mkdtempSync(path.join(nodes, 'unpack-'));
	execFileSync('tar', ['-xzf', packTarball(), '-C', unpacked, '--strip-components=1']);
	const manifestFile = path.join(unpacked, 'package.json');
	const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
	for (const kind of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
		delete manifest[kind];
	writeFileSync(manifestFile, JSON.stringify(manifest));
	const target = path.join(nodes, 'node_modules', manifest.name);
	renameSync(unpacked, target);
	const ledger = path.join(nodes, 'package.json');
	if (!existsSync(ledger)) {
		const dependencies = { [manifest.name]: manifest.version };
		writeFileSync(ledger, JSON.stringify({ name: 'installed-nodes', private: true, dependencies }));
	}
	return target;
}
