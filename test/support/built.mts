/** The built package, as n8n loads it, with the types of its sources. */
import path from 'node:path';

const dist = path.resolve(__dirname, '../../dist');

export const { Extend } = require(
	path.join(dist, 'nodes/Extend/Extend.node.js'),
) as typeof import('../../nodes/Extend/Extend.node');

export const { ExtendTrigger } = require(
	path.join(dist, 'nodes/ExtendTrigger/ExtendTrigger.node.js'),
) as typeof import('../../nodes/ExtendTrigger/ExtendTrigger.node');

export const { ExtendApi } = require(
	path.join(dist, 'credentials/ExtendApi.credentials.js'),
) as typeof import('../../credentials/ExtendApi.credentials');

export const { clock } = require(
	path.join(dist, 'nodes/shared/utils/clock.js'),
) as typeof import('../../nodes/shared/utils/clock');
