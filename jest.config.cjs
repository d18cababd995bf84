const { project, whole, zod3, zod4 } = require('./test/support/project.cjs');

// Where zod checks what comes from outside; n8n supplies its major version 3 or 4.
const border = ['border/**/*', 'unit/fields-schema', 'unit/network', 'unit/webhook'];

module.exports = {
	projects: [
		project('unit', ['unit/**/*', 'border/**/*'], zod3),
		project('zod4', border, zod4),
		project('engine', ['engine/**/*']),
		project('field', ['field/**/*']),
		project('smoke', ['smoke/**/*']),
		project('emulator', ['emulator/**/*']),
		project('package', ['package/**/*']),
		project('demo', ['demo/**/*']),
		project('security', ['security/**/*']),
		project('live', ['live/**/*']),
	],
	testTimeout: 20_000,
	...whole,
};
