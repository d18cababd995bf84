// Runs the rules of @n8n/scan-community-package offline: node scan.mjs <source folder> <unpacked tarball>
// Prints one line of JSON per folder. The scanner itself fetches a published package with its attestation,
// and tells of errors only; warnings count here.
import path from 'node:path';
import {
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

const [source, tarball] = process.argv.slice(2);
for (const [name, folder, patterns] of [
	['source', source, SOURCE_FILE_PATTERNS],
	['tarball', tarball, ['**/*.js', 'package.json']],
]) {
	const eslint = new ESLint({
		cwd: path.resolve(folder),
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const results = await eslint.lintFiles(patterns);
	const sum = (key) => results.reduce((total, result) => total + result[key], 0);
	const problems = results.flatMap(({ filePath, messages }) =>
		messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId} ${message}`),
	);
	console.log(
		JSON.stringify({
			name,
			errors: sum('errorCount'),
			warnings: sum('warningCount'),
			files: results.length,
			problems,
		}),
	);
}
