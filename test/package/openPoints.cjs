// What keeps the package from being released: what only its publisher can set, as CONTRIBUTING.md lists it.
const { readFileSync } = require('node:fs');
const path = require('node:path');

/** Texts that stand for what the publisher has to set, and the files where they may be left. */
const STAND_INS = {
	'package.json': [/"email": ".*\.example"/],
};

/** Sentences, one per open point, about the package in this folder; none when it can be released. */
exports.listOpenPoints = (folder) => {
	const read = (file) => readFileSync(path.join(folder, file), 'utf8');
	const { version } = JSON.parse(read('package.json'));
	const boxes = [...read('CONTRIBUTING.md').matchAll(/^- \[( |x)\] (.*)$/gm)];
	const points = boxes
		.filter(([, mark]) => mark === ' ')
		.map(([, , text]) => `CONTRIBUTING.md: "${text}" isn't ticked.`);
	if (boxes.length === 0) points.push('CONTRIBUTING.md: the list for the publisher is missing.');
	for (const [file, patterns] of Object.entries(STAND_INS)) {
		for (const pattern of patterns) {
			const [found] = pattern.exec(read(file)) ?? [];
			if (found) points.push(`${file}: ${found} is a stand-in.`);
		}
	}
	const heading = `## ${version} - `;
	const entry = read('CHANGELOG.md')
		.split('\n')
		.find((line) => line.startsWith(heading));
	if (!/^\d{4}-\d{2}-\d{2}$/.test(entry?.slice(heading.length) ?? ''))
		points.push(`CHANGELOG.md: version ${version} has no date.`);
	return points;
};
