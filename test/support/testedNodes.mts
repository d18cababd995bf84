/**
 * The nodes under test, typed by their sources: the sources themselves or, with TESTED_PACKAGE=<folder>, a
 * build (`dist` or an unpacked tarball).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(__dirname, '../..', process.env.TESTED_PACKAGE ?? '.');

/** A source has its extension: without it, Node takes the JSON that stands beside a node. */
function findModule(name: string): string {
	const file = path.join(folder, name);
	return existsSync(`${file}.ts`) ? `${file}.ts` : file;
}

export const { Extend } = require(
	findModule('nodes/Extend/Extend.node'),
) as typeof import('../../nodes/Extend/Extend.node');

export const { ExtendTrigger } = require(
	findModule('nodes/ExtendTrigger/ExtendTrigger.node'),
) as typeof import('../../nodes/ExtendTrigger/ExtendTrigger.node');

export const { ExtendApi } = require(
	findModule('credentials/ExtendApi.credentials'),
) as typeof import('../../credentials/ExtendApi.credentials');

export const { clock } = require(
	findModule('nodes/shared/utils/clock'),
) as typeof import('../../nodes/shared/utils/clock');
