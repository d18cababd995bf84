/** Packs the package like npm and unpacks it inside the repository. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { isBuilt } from '../demo/build.mts';

const root = path.resolve(__dirname, '../..');

export interface PackedPackage {
	/** the unpacked package */
	folder: string;
	/** its files */
	files: string[];
	/** the size of the tarball */
	bytes: number;
	remove: () => void;
}

/** Throws if the build is missing or older than the sources. */
export function packPackage(): PackedPackage {
	if (!isBuilt(root)) throw new Error('dist/ is older than the sources: npm run build');
	// Inside the repository, so that n8n-workflow and zod are resolved as in n8n.
	mkdirSync(path.join(root, '.cache'), { recursive: true });
	const work = mkdtempSync(path.join(root, '.cache/packed-'));
	const folder = path.join(work, 'package');
	const [{ filename, files }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as Array<{ filename: string; files: Array<{ path: string }> }>;
	const tarball = path.join(work, filename);
	execFileSync('tar', ['-xzf', tarball, '-C', work]);
	return {
		folder,
		files: files.map((file) => file.path),
		bytes: statSync(tarball).size,
		remove: () => rmSync(work, { recursive: true, force: true }),
	};
}
