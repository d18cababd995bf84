import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Copies a built package, keeping only its require calls. Loading the copy measures how long Node takes to
 * find, read and compile that many files.
 */
export function copyRequireSkeleton(dist: string, target: string): void {
	cpSync(dist, target, { recursive: true });
	for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
		if (!name.endsWith('.js')) continue;
		const file = path.join(target, name);
		const loads = [...readFileSync(file, 'utf8').matchAll(/require\((['"])\.[^'"]+\1\)/g)];
		const lines = loads.map(([load]) => `${load};`);
		writeFileSync(file, ['"use strict";', ...lines, 'exports.it = class {};'].join('\n'));
	}
}
