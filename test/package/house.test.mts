/** The layout of nodes/: folders, floors, names and sizes. Complaints say which file, and what to do. */
import {
	bareAssertions,
	castErrors,
	circlesOfFiles,
	circlesOfFolders,
	crowdedFolders,
	doubleCasts,
	longSources,
	looseFiles,
	namesInOf,
	oldWords,
	otherReaders,
	otherZodImports,
	repeatedFileNames,
	repeatedFunctions,
	spreadArguments,
	wrongImports,
} from './house/rules.mts';
import { parseSources, readSources, type Source } from './house/sources.mts';

/** Functions that several files may have under one name, each with its reason. */
const SAME_NAME_ALLOWED: Readonly<Record<string, string>> = {
	plan: 'what every operation file has',
};

const lines = (count: number) => '//\n'.repeat(count);

/** The rule, what it forbids, and made-up sources that it has to find fault with. */
const RULES: Array<[string, (sources: Source[]) => string[], Record<string, string>]> = [
	[
		'files import each other in no circle',
		circlesOfFiles,
		{ 'nodes/a.ts': "import './b';", 'nodes/b.ts': "import type { A } from './a';" },
	],
	[
		'folders import each other in no circle',
		circlesOfFolders,
		{
			'nodes/a/one.ts': "import '../b/one';",
			'nodes/b/one.ts': '',
			'nodes/b/two.ts': "import '../a/two';",
			'nodes/a/two.ts': '',
		},
	],
	[
		'a folder has 12 sources at most',
		crowdedFolders,
		Object.fromEntries([...Array(13).keys()].map((n) => [`nodes/a/file${n}.ts`, ''])),
	],
	['nodes/shared has only folders', looseFiles, { 'nodes/shared/clock.ts': '' }],
	[
		'nodes/shared imports from lower floors only',
		wrongImports,
		{ 'nodes/shared/utils/a.ts': "import '../http/b';", 'nodes/shared/http/b.ts': '' },
	],
	[
		'nodes/shared imports from no node',
		wrongImports,
		{ 'nodes/shared/utils/a.ts': "import '../../Extend/b';", 'nodes/Extend/b.ts': '' },
	],
	[
		'the trigger does not import from the other node',
		wrongImports,
		{ 'nodes/ExtendTrigger/a.ts': "import '../Extend/b';", 'nodes/Extend/b.ts': '' },
	],
	['a file name is used once', repeatedFileNames, { 'nodes/a/one.ts': '', 'nodes/b/one.ts': '' }],
	[
		'a source with logic has 250 lines at most',
		longSources,
		{ 'nodes/a.ts': `${lines(250)}export function read() { return 1; }` },
	],
	[
		'few functions end in Of or In',
		namesInOf,
		{
			'nodes/a.ts': [...Array(25).keys()]
				.map((n) => `function text${'x'.repeat(n)}Of() {}`)
				.join('\n'),
		},
	],
	[
		'functions have names of their own',
		(sources) => repeatedFunctions(sources, SAME_NAME_ALLOWED),
		{ 'nodes/a.ts': 'function read() {}', 'nodes/b.ts': 'const read = () => 1;' },
	],
	[
		'A6: no list is spread into arguments',
		spreadArguments,
		{ 'nodes/a.ts': 'list.push(...found);' },
	],
	['names have no old words', oldWords, { 'nodes/a.ts': 'const foreignHost = 1;' }],
	[
		'n8n is asked for parameters in one place',
		otherReaders,
		{ 'nodes/a.ts': "context.getNodeParameter('text', 0);" },
	],
	[
		'shapes are described in one place',
		otherZodImports,
		{ 'nodes/a.ts': "import { z } from 'zod';" },
	],
	[
		'few casts go by way of unknown',
		doubleCasts,
		{ 'nodes/a.ts': 'one(two as unknown as Three);\n'.repeat(5) },
	],
	[
		'what is caught is not cast',
		castErrors,
		{ 'nodes/a.ts': 'try { run(); } catch (error) { show(error as Error); }' },
	],
	['no value is asserted to be there', bareAssertions, { 'nodes/a.ts': 'list[0]!.name;' }],
];

const sources = readSources();

describe.each(RULES)('%s', (_name, rule, madeUp) => {
	it('in the sources', () => {
		expect(rule(sources)).toEqual([]);
	});

	it('or the rule finds fault', () => {
		expect(rule(parseSources(madeUp))).toHaveLength(1);
	});
});

it('a source that only declares parameters may be long', () => {
	const text = `${lines(300)}export const properties = [{ name: 'a' }];`;
	expect(longSources(parseSources({ 'nodes/a.ts': text }))).toEqual([]);
});

it('a folder and its subfolders may import from each other', () => {
	const texts = {
		'nodes/a/one.ts': "import './b/two';",
		'nodes/a/b/two.ts': "import '../three';",
		'nodes/a/three.ts': '',
	};
	expect(circlesOfFolders(parseSources(texts))).toEqual([]);
});
