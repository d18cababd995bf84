// npm run test:fast [-- NAME…]: types, lint, format and unit tests, and the engine and field tests whose file has a NAME in it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import jestOutput from './jestOutput.cjs';
import { root, runParts, types } from './parts.mjs';

const names = process.argv.slice(2);
const engine = ['test/engine', 'test/field']
	.flatMap((folder) => readdirSync(path.join(root, folder)))
	.filter((file) => file.endsWith('.test.mts'))
	.map((file) => file.replace('.test.mts', ''));
const chosen = engine.filter((file) => names.some((name) => file.includes(name)));
const unknown = names.filter((name) => !engine.some((file) => file.includes(name)));
if (unknown.length > 0) {
	console.log(
		`No engine or field test is named ${unknown.join(' or ')}. There are ${engine.join(', ')}.`,
	);
	process.exit(2);
}

// The lint of n8n-node is this with its check of the configuration, which a test of the package has too.
const lint = {
	name: 'lint',
	command: path.join(root, 'node_modules/.bin/eslint'),
	args: ['.', '--cache', '--cache-strategy', 'content', '--cache-location', '.cache/eslint/'],
};
const tests = {
	name: ['unit', ...chosen].join(', '),
	command: path.join(root, 'node_modules/.bin/jest'),
	args: [
		...['--selectProjects', 'unit', 'engine', 'field'],
		...[
			'--testPathPatterns',
			'test/(unit|border)/',
			...chosen.map((name) => `/(engine|field)/${name}\\.`),
		],
	],
	env: { SUITE: 'fast' },
	summary: (output) => `, ${/^Tests: +(.*)$/m.exec(output)?.[1]}`,
	shown: jestOutput.keepFailures,
	culprits: jestOutput.listFailedFiles,
};
const format = {
	name: 'format (npm run format)',
	command: path.join(root, 'node_modules/.bin/prettier'),
	args: [
		...['--check', '--cache', '--cache-location', '.cache/prettier', '--log-level', 'warn'],
		...['nodes', 'credentials', 'test', 'docs', '*.md'],
	],
};
const failed = await runParts([types, lint, format, tests]);
if (failed.length > 0) {
	console.log(`\nnpm run test:fast: ${failed.join('; ')} failed.`);
	process.exit(1);
}
