// What keeps the package from being released: what only its publisher can set, as CONTRIBUTING.md lists it.
const { readFileSync } = require('node:fs');
const path = require('node:path');

/** Stands for the author's address, which only the publisher has. */
const STAND_IN = /"email": ".*\.example"/;

/** Sentences, one per open point, about the package in this folder; none when it can be released. */
exports.listOpenPoints = (folder) => {
	const read = (file) => readFileSync(path.join(folder, file), 'utf8');
	const packageJson = read('package.json');
	const { version } = JSON.parse(packageJson);
	const boxes = [...read('CONTRIBUTING.md').matchAll(/^- \[( |x)\] (.*)$/gm)];
	const points = boxes
		.filter(([, mark]) => mark === ' ')
		.map(([, , text]) => `CONTRIBUTING.md: "${text}" isn't ticked.`);
	if (boxes.length === 0) points.push('CONTRIBUTING.md: the list for the publisher is missing.');
	const [found] = STAND_IN.exec(packageJson) ?? [];
	if (found) points.push(`package.json: ${found} is a stand-in.`);
	const heading = `## ${version} - `;
	const entry = read('CHANGELOG.md')
		.split('\n')
		.find((line) => line.startsWith(heading));
	if (!/^\d{4}-\d{2}-\d{2}$/.test(entry?.slice(heading.length) ?? ''))
		points.push(`CHANGELOG.md: version ${version} has no date.`);
	return points;
};
