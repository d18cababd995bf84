const { dest, parallel, src } = require('gulp');

// Copies what n8n loads beside the JavaScript. encoding: false, or gulp 5 reads files as UTF-8 text.
const copy = (glob, to) => () => src(glob, { encoding: false }).pipe(dest(to));

exports['build:assets'] = parallel(
	copy('icons/*.svg', 'dist/icons'),
	copy('nodes/**/{*.node.json,__schema__/**/*.json}', 'dist/nodes'),
);
