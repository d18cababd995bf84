/**
 * The nodes under test, typed by their sources: the sources themselves or, with TESTED_PACKAGE=<folder>, a
 * build (`dist` or an unpacked tarball).
 */
import path from 'node:path';

const folder = path.resolve(__dirname, '../..', process.env.TESTED_PACKAGE ?? '.');

export const { Extend } = require(
	path.join(folder, 'nodes/Extend/Extend.node'),
) as typeof import('../../nodes/Extend/Extend.node');

export const { ExtendTrigger } = require(
	path.join(folder, 'nodes/ExtendTrigger/ExtendTrigger.node'),
) as typeof import('../../nodes/ExtendTrigger/ExtendTrigger.node');

export const { ExtendApi } = require(
	path.join(folder, 'credentials/ExtendApi.credentials'),
) as typeof import('../../credentials/ExtendApi.credentials');

export const { clock } = require(
	path.join(folder, 'nodes/shared/utils/clock'),
) as typeof import('../../nodes/shared/utils/clock');
