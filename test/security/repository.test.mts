/** The repository itself: what it gives away, what it ships, and what builds it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { sourcesIn } from './support/regexes.mts';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const git = (...args: string[]) =>
	execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 500_000_000 });
const files = git('ls-files').trim().split('\n');

/** What keys and signatures look like. Written in parts, so that this file is not one of them. */
const SECRETS: Readonly<Record<string, RegExp>> = {
	'a key of Extend': /\bsk_[A-Za-z0-9_]{16,}/g,
	'a signing secret of Extend': /\bwss_[A-Za-z0-9]{16,}/g,
	'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
	'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY/g,
	'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40})/g,
	'a token of npm': /\bnpm_[A-Za-z0-9]{36}/g,
	'a token of Slack': /\bxox[baprs]-[0-9A-Za-z-]{10,}/g,
	'a key of Google': /\bAIza[0-9A-Za-z_-]{35}/g,
	'a key of OpenAI': /\bsk-[A-Za-z0-9_-]{20,}/g,
	'a JSON Web Token': /\beyJ[A-Za-z0-9_-]{10,}\.eyJ/g,
	'a presigned signature': /X-Amz-Signature=[0-9a-f]{64}/g,
	'a bearer token': /\bBearer [A-Za-z0-9._-]{20,}/g,
};
/** Values that tests use and that open nothing. */
const HARMLESS = ['sk_live_0123456789abcdef', 'sk_n8n_live_check_wrong'];

const secretsIn = (text: string) =>
	Object.entries(SECRETS).flatMap(([what, pattern]) =>
		[...text.matchAll(pattern)]
			.filter(([found]) => !HARMLESS.includes(found))
			.map(([found]) => `${what}: ${found.slice(0, 12)}…`),
	);

describe('secrets', () => {
	it('stand in no file of the repository', () => {
		const texts = files.filter((file) => file !== 'package-lock.json' && !file.endsWith('.png'));
		const found = texts.flatMap((file) => secretsIn(read(file)).map((one) => `${file}: ${one}`));
		expect(texts.length).toBeGreaterThan(300);
		expect(found).toEqual([]);
	});

	it('stood in none before', () => {
		const history = git(
			'log',
			'-p',
			'-U0',
			'--no-color',
			'--',
			'.',
			':!package-lock.json',
			':!*.png',
		);
		const added = history.split('\n').filter((line) => line.startsWith('+'));
		expect(added.length).toBeGreaterThan(1000);
		expect(secretsIn(added.join('\n'))).toEqual([]);
	});

	it.each([
		['sk', '_', 'a'.repeat(24)],
		['AKIA', 'ABCDEFGHIJKLMNOP'],
		['-----BEGIN RSA ', 'PRIVATE KEY-----'],
		['X-Amz-Signature', '=', '0a'.repeat(32)],
		['Bearer ', 'abcdefghij.0123456789'],
	])('would be seen: %s', (...parts) => {
		expect(secretsIn(`key: ${parts.join('')}`)).not.toEqual([]);
	});

	it('of credentials and pinned data are in no example', () => {
		const examples = files.filter((file) => file.startsWith('examples/'));
		expect(examples.length).toBeGreaterThan(5);
		for (const file of examples) {
			const { nodes, pinData } = JSON.parse(read(file)) as {
				nodes: Array<{ credentials?: unknown; webhookId?: unknown }>;
				pinData?: object;
			};
			expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
			expect(pinData ?? {}).toEqual({});
		}
	});

	it('are in no picture: nothing is written beside the pixels', () => {
		const pictures = files.filter((file) => /\.(png|jpe?g|gif|webp)$/.test(file));
		expect(pictures.length).toBeGreaterThan(5);
		for (const picture of pictures) {
			expect(picture).toMatch(/\.png$/);
			expect(chunksOf(readFileSync(path.join(root, picture)))).toEqual(
				expect.not.arrayContaining(['tEXt', 'zTXt', 'iTXt', 'eXIf']),
			);
		}
	});
});

/** The kinds of the parts that a PNG consists of. */
function chunksOf(png: Buffer): string[] {
	const kinds: string[] = [];
	for (let at = 8; at + 8 <= png.length; at += 12 + png.readUInt32BE(at))
		kinds.push(png.toString('latin1', at + 4, at + 8));
	return kinds;
}

describe('the published code', () => {
	it('uses nothing of the machine: no process, no evaluated text, no file, no module at run time', () => {
		const forbidden = ['eval', 'Function', 'process', 'globalThis', 'global', 'require', 'module'];
		const found: string[] = [];
		for (const file of ['nodes', 'credentials'].flatMap(sourcesIn)) {
			const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
			const visit = (node: ts.Node): void => {
				const isName = ts.isIdentifier(node) && forbidden.includes(node.text);
				const isMember =
					(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
					(ts.isPropertyAssignment(node.parent) && node.parent.name === node);
				const isImport =
					ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
				if ((isName && !isMember) || isImport) found.push(`${file}: ${node.getText()}`);
				ts.forEachChild(node, visit);
			};
			ts.forEachChild(source, visit);
		}
		expect(found).toEqual([]);
	});
});

describe('the tool chain', () => {
	interface Locked {
		integrity?: string;
		resolved?: string;
		link?: boolean;
		dev?: boolean;
		peer?: boolean;
		devOptional?: boolean;
	}
	const { packages } = JSON.parse(read('package-lock.json')) as {
		packages: Record<string, Locked>;
	};
	const locked = Object.entries(packages).filter(([name]) => name !== '');

	it('every package is locked by the hash of its contents', () => {
		expect(locked.length).toBeGreaterThan(100);
		const loose = locked.filter(([, { integrity }]) => !/^sha(512|1)-/.test(integrity ?? ''));
		expect(loose.map(([name]) => name)).toEqual([]);
	});

	it('no package comes from outside the registry', () => {
		const foreign = locked.filter(
			([, { resolved, link }]) =>
				link === true ||
				(resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
		);
		expect(foreign).toEqual([]);
	});

	it('all of them serve development: whoever installs the package gets none', () => {
		const shipped = locked.filter(
			([, { dev, peer, devOptional }]) => !dev && !peer && !devOptional,
		);
		expect(shipped.map(([name]) => name)).toEqual([]);
		const { dependencies, optionalDependencies, bundleDependencies } = JSON.parse(
			read('package.json'),
		) as Record<string, unknown>;
		expect([dependencies, optionalDependencies, bundleDependencies]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});

	it('development dependencies have one version each, and no install script runs', () => {
		const { devDependencies, scripts } = JSON.parse(read('package.json')) as Record<
			string,
			Record<string, string>
		>;
		expect(
			Object.values(devDependencies).filter((range) => !/^\d+\.\d+\.\d+$/.test(range)),
		).toEqual([]);
		expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
		for (const name of ['preinstall', 'install', 'postinstall', 'prepare', 'prepack'])
			expect(scripts).not.toHaveProperty(name);
	});

	it('workflows have the rights they need, no secrets, and install what is locked', () => {
		const workflows = files.filter((file) => file.startsWith('.github/workflows/'));
		expect(workflows.length).toBeGreaterThan(1);
		for (const file of workflows) {
			const text = read(file);
			const [, rights] = /^permissions:\n((?:[ ]+.*\n)+)/m.exec(text) ?? [];
			const granted = [...String(rights).matchAll(/^ +([\w-]+): (\w+)$/gm)].map(
				([, name, right]) => `${name}: ${right}`,
			);
			const expected = ['contents: read'];
			if (file.endsWith('publish.yml')) expected.push('id-token: write');
			expect(granted).toEqual(expected);
			expect(text.match(/permissions:/g)).toHaveLength(1);
			expect(text).not.toMatch(/secrets\.|pull_request_target|workflow_run|github\.event\./);
			const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
			expect(actions.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
			expect([...text.matchAll(/npm (ci|install|i)\b/g)].map(([, command]) => command)).toEqual([
				'ci',
			]);
		}
	});

	it('updates of packages are proposed by a bot', () => {
		expect(read('.github/dependabot.yml')).toMatch(/package-ecosystem: npm/);
	});
});
