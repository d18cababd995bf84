/** The package as npm would publish it: packed, and unpacked again inside the repository. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { isBuilt } from '../demo/build.mts';

const root = path.resolve(__dirname, '../..');

export interface PackedPackage {
	/** the unpacked package */
	folder: string;
	/** what is in it */
	files: string[];
	/** the size of the tarball */
	bytes: number;
	remove: () => void;
}

/** Refuses a build that is missing or older than the sources. */
export function packPackage(): PackedPackage {
	if (!isBuilt(root)) throw new Error('dist/ is older than the sources: npm run build');
	// Inside the repository, so that the package resolves n8n-workflow and zod as it does in n8n.
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
