/** node test/support/run.cjs test/samples/cli.mts <folder>: writes the sample documents. */
import { writeSamples } from './writeSamples.mts';

const [folder, ...rest] = process.argv.slice(2);
if (!folder || rest.length) {
	process.stderr.write('Name one folder to write the samples into.\n');
	process.exitCode = 2;
} else {
	void writeSamples(folder).then((files) => process.stdout.write(`${files.join('\n')}\n`));
}
