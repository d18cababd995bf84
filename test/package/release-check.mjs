// npm run release:check: refuses a release while something is left that only the publisher can set.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const { listOpenPoints } = createRequire(import.meta.url)('./openPoints.cjs');
const points = listOpenPoints(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..'));
for (const point of points) console.error(point);
if (points.length > 0) {
	console.error(`Not released: ${points.length} open ${points.length === 1 ? 'point' : 'points'}.`);
	process.exit(1);
}
