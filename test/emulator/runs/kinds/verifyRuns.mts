/**
 * Verify: the documents of Extend describe it since 2026-09-25, and the SDK does not know it yet. This
 * stand-in accepts and answers requests; it does not look for signs of forgery.
 */
import path from 'node:path';
import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { UnreadableDocumentError } from '../../demoReader/layout/documentReader.mts';
import { fileInputSchema, validateFileInput } from '../../resources/fileInput.mts';
import { pageQueryFields, sortQueryFields } from '../../server/pagination.mts';
import type { StoredFile } from '../../state/state.mts';
import { parseRequest } from '../../validation/parseRequest.mts';
import { createFilterSchema } from '../filterValues.mts';
import type { RunRecord } from '../lifecycle.mts';
import { normalizeMetadata } from '../metadata.mts';
import { processRun, toSpecificFailure } from '../processRun.mts';
import type { RunScript } from '../runScripts.mts';
import type { RunKind } from '../types.mts';
import { createFileRunRecord } from './fileRun.mts';

const riskLevels = ['LOW', 'MEDIUM', 'HIGH'] as const;

interface VerifyOutput {
	riskLevel: (typeof riskLevels)[number];
	summary: string;
	signals: object[];
}

/** A stored verify run. */
export interface VerifyRecord extends RunRecord {
	output: VerifyOutput | null;
	config: object;
	/** always null as long as Verify is in beta */
	usage: null;
}

const bodySchema = z
	.object({
		file: fileInputSchema,
		config: z
			.object({
				engine: z.enum(['verify_light', 'verify_agentic']).optional(),
				engineVersion: z.string().optional(),
				advancedOptions: z.object({ requireParsing: z.boolean().optional() }).strict().optional(),
			})
			.strict()
			.optional(),
		metadata: z.record(z.string(), z.unknown()).optional(),
	})
	.strict();

const listQuerySchema = z
	.object({
		...pageQueryFields,
		...sortQueryFields,
		status: z.enum(['PROCESSING', 'PROCESSED', 'FAILED', 'CANCELLED']).optional(),
		source: createFilterSchema('runSource'),
		sourceId: z.string().optional(),
		riskLevel: z.enum(riskLevels).optional(),
		fileNameContains: z.string().optional(),
	})
	.strict();

function createOutput(file: StoredFile, script: RunScript): VerifyOutput {
	const isWebp = path.extname(file.name).toLowerCase() === '.webp';
	const isJpegOrPng = /\.(jpe?g|png)$/i.test(file.name);
	if (file.type !== 'PDF' && !(file.type === 'IMG' && (isWebp || isJpegOrPng)))
		throw new UnreadableDocumentError(
			'FILE_TYPE_NOT_SUPPORTED',
			'Only PDF, JPEG, PNG, and WebP files can be verified.',
		);
	return (script.output ?? {
		riskLevel: 'LOW',
		summary: 'Nothing was checked: this stand-in does not verify documents.',
		signals: [],
	}) as VerifyOutput;
}

/** Verify runs have no metrics. */
const omitMetrics = ({ metrics: _none, ...rest }: ReturnType<typeof createFileRunRecord>) => rest;

/** `/verify` and `/verify_runs`. */
export const verifyRuns: RunKind<VerifyRecord> = {
	kind: 'verify_run',
	prefix: 'vr',
	path: '/verify_runs',
	body: bodySchema,
	sync: { path: '/verify', failureAs: 'http' },
	cancellable: ['PROCESSING'],
	cancelsQuietly: true,
	isEnabled: ({ behavior }) => behavior.verify,
	list: {
		query: listQuerySchema,
		omittedKeys: ['output', 'config'],
		matches: ({ record }, { riskLevel }) => !riskLevel || record.output?.riskLevel === riskLevel,
		extraKeys: ({ record }) => ({ riskLevel: record.output?.riskLevel ?? null }),
	},
	prepare(state, data) {
		const { file, config = {}, metadata } = parseRequest(bodySchema, data);
		validateFileInput(state, file, 'file', false);
		const { engineVersion = 'latest' } = config;
		const inputs = [file];
		return {
			inputs,
			record: (started, at) => ({
				object: 'verify_run',
				...omitMetrics(createFileRunRecord(state, started, file)),
				metadata: normalizeMetadata(metadata) as Extend.RunMetadata | null,
				config: {
					// The default of `engine` is not published.
					engine: config.engine ?? 'verify_light',
					engineVersion: engineVersion === 'latest' ? '1.0.0' : engineVersion,
					advancedOptions: { requireParsing: false, ...config.advancedOptions },
				},
				createdAt: at,
				updatedAt: at,
			}),
			process: (run, script) =>
				processRun(state, {
					run,
					inputs,
					script,
					buildResult: ([one]) => ({ status: 'PROCESSED', output: createOutput(one, script) }),
					toFailure: toSpecificFailure,
				}),
		};
	},
};
