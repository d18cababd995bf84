/** What n8n's reviewers and n8n's loader ask of the package: lint, scan, tarball, registration. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { resources } from '../../nodes/Extend/actions/registry';
import { packPackage, type PackedPackage } from '../support/packed.mts';

const root = path.resolve(__dirname, '../..');
let packed: PackedPackage;
let tarballFolder: string;
let files: string[];

// jest sets NODE_ENV=test, with which n8n's lint rules take every file for a node file.
const { NODE_ENV: _nodeEnv, ...outerEnv } = process.env;
const run = (command: string, ...args: string[]) =>
	spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...outerEnv, NO_COLOR: '1' } });
const bin = (name: string) => path.join(root, 'node_modules/.bin', name);
const packageJson = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

beforeAll(() => {
	packed = packPackage();
	({ folder: tarballFolder, files } = packed);
}, 60_000);
afterAll(() => packed.remove());

describe('lint and scan', () => {
	it('n8n-node lint in strict mode finds no errors and no warnings', () => {
		const result = run(bin('n8n-node'), 'lint');
		expect(result.stdout + result.stderr).not.toMatch(/\d+ problems?|error|warning /);
		expect(result.status).toBe(0);
		expect(packageJson.n8n.strict).toBe(true);
	}, 120_000);

	it('the rules of the community package scan pass on source and tarball, without warnings', () => {
		const result = run('node', path.join(__dirname, 'scan.mjs'), root, tarballFolder);
		const results = result.stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(results).toEqual([
			{ name: 'source', errors: 0, warnings: 0, files: expect.any(Number), problems: [] },
			{ name: 'tarball', errors: 0, warnings: 0, files: expect.any(Number), problems: [] },
		]);
		for (const { files: checked } of results) expect(checked).toBeGreaterThan(10);
	}, 120_000);

	it('no rule is silenced anywhere', () => {
		const silenced = run(
			'git',
			'grep',
			'-nE',
			['eslint-' + 'disable', '@ts-' + 'ignore', '@ts-' + 'nocheck', '@ts-' + 'expect-error'].join(
				'|',
			),
		);
		expect(silenced.stdout).toBe('');
	});

	it('the lint configuration is the untouched default', () => {
		const config = readFileSync(path.join(root, 'eslint.config.mjs'), 'utf8');
		expect(config.replace(/\s+/g, ' ').trim()).toBe(
			"import { config } from '@n8n/node-cli/eslint'; export default config;",
		);
	});
});

describe('tarball', () => {
	it('holds what n8n loads, README, CHANGELOG and licence, and nothing else', () => {
		const allowed =
			/^(dist\/(nodes|credentials)\/.+\.(js|node\.json)|dist\/nodes\/.+\/__schema__\/.+\.json|dist\/icons\/[\w.]+\.svg|package\.json|README\.md|CHANGELOG\.md|LICENSE\.md)$/;
		expect(files.filter((file) => !allowed.test(file))).toEqual([]);
		for (const needed of [
			'README.md',
			'CHANGELOG.md',
			'LICENSE.md',
			'dist/icons/extend.dark.svg',
		]) {
			expect(files).toContain(needed);
		}
	});

	it('has one file per node and per folder of nodes/shared, in readable JavaScript', () => {
		const scripts = files.filter((file) => file.endsWith('.js')).sort();
		const folders = readdirSync(path.join(root, 'nodes/shared')).map(
			(folder) => `dist/nodes/shared/${folder}.js`,
		);
		expect(scripts).toEqual(
			[
				'dist/credentials/ExtendApi.credentials.js',
				'dist/nodes/Extend/Extend.node.js',
				'dist/nodes/ExtendTrigger/ExtendTrigger.node.js',
				'dist/nodes/shared/utils/clock.js',
				...folders,
			].sort(),
		);
		for (const script of scripts) {
			const lines = readFileSync(path.join(tarballFolder, script), 'utf8').split('\n');
			expect(lines.filter((line) => line.length > 2000)).toEqual([]);
		}
	});

	it('is smaller than 160 kB', () => {
		const advice = `The tarball has ${packed.bytes} bytes: find what grew with npm pack --dry-run.`;
		expect(packed.bytes < 160_000 ? [] : [advice]).toEqual([]);
	});

	it('has no runtime dependencies', () => {
		expect(packageJson.dependencies ?? {}).toEqual({});
		expect(packageJson.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('requires nothing but n8n-workflow, zod and node:crypto', () => {
		const required = files
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) => [
				...readFileSync(path.join(tarballFolder, file), 'utf8').matchAll(
					/require\(['"]([^'".][^'"]*)['"]\)/g,
				),
			])
			.map(([, name]) => name);
		expect([...new Set(required)].sort()).toEqual(['n8n-workflow', 'node:crypto', 'zod']);
	});
});

describe("n8n's loader", () => {
	it('loads node, credential, icons, codex and aliases', async () => {
		const loader = new PackageDirectoryLoader(tarballFolder);
		await loader.loadAll();
		expect(loader.packageName).toBe('n8n-nodes-extend');
		expect(Object.keys(loader.known.nodes)).toEqual(['extend', 'extendTrigger']);
		expect(loader.known.credentials.extendApi.supportedNodes).toEqual(['extend', 'extendTrigger']);
		const [node, trigger] = loader.types.nodes;
		const icons = {
			light: 'icons/n8n-nodes-extend/dist/icons/extend.svg',
			dark: 'icons/n8n-nodes-extend/dist/icons/extend.dark.svg',
		};
		expect(node.iconUrl).toEqual(icons);
		expect(loader.types.credentials[0].iconUrl).toEqual(icons);
		expect(node.codex?.alias).toEqual(expect.arrayContaining(['invoice', 'OCR']));
		expect(node.codex?.categories).toContain('Data & Storage');
		expect(node.usableAsTool).toBe(true);
		expect(trigger.iconUrl).toEqual(icons);
		expect(trigger.codex?.alias).toEqual(expect.arrayContaining(['webhook', 'review']));
		expect(trigger.codex?.categories).toEqual(node.codex?.categories);
		expect(trigger.usableAsTool).toBeUndefined();
		expect(trigger.inputs).toEqual([]);
	});

	it('offers the credential in HTTP Request', async () => {
		const loader = new PackageDirectoryLoader(tarballFolder);
		await loader.loadAll();
		// As n8n hands it to the editor: a copy of its members, as JSON.
		const [credential] = loader.types.credentials.map((type) => ({ ...type }));
		expect(JSON.parse(JSON.stringify(credential))).toHaveProperty('authenticate');
	});

	it('finds an output preview for every operation', () => {
		const names = resources.flatMap(({ value, operations }) =>
			Object.keys(operations).map((operation) => `${value}/${operation}.json`),
		);
		const folder = 'dist/nodes/Extend/__schema__/v1.0.0/';
		const previews = files.filter((file) => file.includes('__schema__'));
		expect(previews.sort()).toEqual(names.map((name) => folder + name).sort());
		for (const file of previews) {
			const schema = JSON.parse(readFileSync(path.join(tarballFolder, file), 'utf8'));
			expect(schema.type).toBe('object');
			// Of extracted fields nothing is known before a run, but for what stands beside them.
			const known = schema.properties._extend?.properties ?? schema.properties;
			expect(Object.keys(known).length).toBeGreaterThan(1);
		}
	});
});
