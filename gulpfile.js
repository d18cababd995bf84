const path = require('node:path');
const { dest, parallel, src } = require('gulp');
const { nodeResolve } = require('@rollup/plugin-node-resolve');
const { rollup } = require('rollup');

/** Where `npm run build` has tsc write ES modules, from which the bundle is made. */
const COMPILED = path.join(__dirname, '.cache/compiled');
/** What n8n loads, by the path in `dist`. */
const ENTRIES = [
	'credentials/ExtendApi.credentials',
	'nodes/Extend/Extend.node',
	'nodes/ExtendTrigger/ExtendTrigger.node',
];

// One file per node, and one per folder of nodes/shared, instead of one per source: n8n loads the package in half
// the time, and it is a quarter smaller. Nothing is minified, so the package can still be read.
async function bundle() {
	const result = await rollup({
		input: Object.fromEntries(ENTRIES.map((entry) => [entry, path.join(COMPILED, `${entry}.js`)])),
		external: ['n8n-workflow', 'node:crypto', 'zod'],
		plugins: [nodeResolve(), indentWithTabs],
		onLog(level, log) {
			if (level !== 'debug') throw new Error(log.message);
		},
	});
	await result.write({
		dir: 'dist',
		format: 'cjs',
		exports: 'named',
		indent: '\t',
		chunkFileNames: '[name].js',
		hoistTransitiveImports: false,
		minifyInternalExports: false,
		manualChunks: (file) => getChunk(path.relative(COMPILED, file).split(path.sep).join('/')),
	});
	await result.close();
}

/** tsc indents by four spaces, a tenth of the package. Texts of several lines stay as they are. */
const indentWithTabs = {
	name: 'indent-with-tabs',
	transform(code) {
		const texts = listTemplates(this.parse(code));
		return code.replace(/^(?: {4})+/gm, (spaces, at) =>
			texts.some(({ start, end }) => start < at && at < end)
				? spaces
				: '\t'.repeat(spaces.length / 4),
		);
	},
};

function listTemplates(node) {
	if (typeof node !== 'object' || node === null) return [];
	return node.type === 'TemplateElement' ? [node] : Object.values(node).flatMap(listTemplates);
}

function getChunk(file) {
	// Tests on the build set the time in it.
	if (file === 'nodes/shared/utils/clock.js') return file.replace(/\.js$/, '');
	return /^nodes\/shared\/\w+/.exec(file)?.[0];
}

// Copies what n8n loads beside the JavaScript. encoding: false, or gulp 5 reads files as UTF-8 text.
const copy = (glob, to) => () => src(glob, { encoding: false }).pipe(dest(to));

exports.build = parallel(
	bundle,
	copy('icons/*.svg', 'dist/icons'),
	copy('nodes/**/{*.node.json,__schema__/**/*.json}', 'dist/nodes'),
);
