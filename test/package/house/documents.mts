/** Checks on documents: paths that exist, folders that are named, no merge markers. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FLOORS } from './rules.mts';
import { ROOT } from './sources.mts';

/** A line that git writes into a conflict, as it is or as Prettier formats it. */
const MARKER = new RegExp(`^(\\\\?<{7}|\\|{7}|\\\\?>{7}|(> ){6}>)( .*)?$|^={7}$`);

/** The merge markers in a text, with the number of their line. */
export function mergeMarkers(text: string): string[] {
	return text
		.split('\n')
		.map((line, index) => `line ${index + 1}: ${line}`)
		.filter((line) => MARKER.test(line.replace(/^line \d+: /, '')));
}

/** Paths in backticks under these folders that do not exist. Placeholders such as `<resource>` are left out. */
export function missingPaths(text: string): string[] {
	return [...text.matchAll(/`((?:nodes|credentials|test|docs|examples)\/[\w./-]+)`/g)]
		.map(([, file]) => file)
		.filter((file) => !existsSync(path.join(ROOT, file)));
}

/** Tests that a document names, as `file` › `name of the test`, and that are not in that file. */
export function missingTests(text: string): string[] {
	return [...text.matchAll(/`(test\/[\w./-]+\.mts)` › `([^`]+)`/g)].flatMap(
		([named, file, name]) => {
			const source = readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\\', '');
			return [`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => source.includes(quoted))
				? []
				: [named];
		},
	);
}

/** What docs/dev/architecture.md does not say about these sources, or says of files that are not there. */
export function architectureFaults(text: string, files: string[]): string[] {
	const folders = [...new Set(files.map((file) => path.posix.dirname(file)))];
	const names = new Set(files.map((file) => path.posix.basename(file)));
	const floors = FLOORS.map((floor) => floor.join(', ')).join(' < ');
	return [
		...folders
			.filter((folder) => !new RegExp(`^\\| \`${folder}\` `, 'm').test(text))
			.map((folder) => `${folder} has no line in the table of folders`),
		...[...text.matchAll(/^\| `((?:nodes|credentials)[\w./-]*)` /gm)]
			.map(([, folder]) => folder)
			.filter((folder) => !folders.includes(folder))
			.map((folder) => `${folder} is in the table of folders, but has no sources`),
		...[...text.matchAll(/`([\w.]+\.ts)`/g)]
			.map(([, name]) => name)
			.filter((name) => !names.has(name))
			.map((name) => `there is no source ${name}`),
		...(text.includes(floors) ? [] : [`the floors are not: ${floors}`]),
	];
}
