/** Runs that several checks look at, each started once. They go through the product's life cycle of a run. */
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Run } from '../../nodes/shared/http/responses';
import { sha256 } from '../../nodes/shared/utils/hash';
import {
	CLASSIFY_RUN,
	EDIT_RUN,
	EXTRACT_RUN,
	PARSE_RUN,
	SPLIT_RUN,
	type RunKind,
} from '../../nodes/shared/runs/kinds';
import { executeRun } from '../../nodes/shared/runs/lifecycle';
import { searchRun } from '../../nodes/shared/runs/search';
import type { RunRequest } from '../../nodes/shared/runs/types';
import { waitForRun } from '../../nodes/shared/runs/waiting';
import { clock } from '../../nodes/shared/utils/clock';
import { makeBundle, makeForm, makeInvoice } from '../samples/index.mts';
import type { LiveSession } from './session.mts';

/** Until a run has to be final. */
const RUN_MS = 150_000;
/** How long a new run is looked for in its list, and the pause between two looks. */
const LISTED_MS = 20_000;
const LOOK_PAUSE_MS = 500;

export const INVOICE_SCHEMA = {
	type: 'object',
	properties: {
		invoice_number: { type: ['string', 'null'], description: 'Invoice number' },
		total_amount: {
			type: 'object',
			'extend:type': 'currency',
			properties: {
				amount: { type: ['number', 'null'] },
				iso_4217_currency_code: { type: ['string', 'null'] },
			},
			required: ['amount', 'iso_4217_currency_code'],
		},
		line_items: {
			type: 'array',
			description: 'Lines of the invoice',
			items: {
				type: 'object',
				properties: {
					description: { type: ['string', 'null'] },
					amount: { type: ['number', 'null'] },
				},
			},
		},
	},
};
export const INVOICE_TEXT = 'Invoice number: 4711\nInvoice date: 3 March 2026\nTotal: 12.50 EUR\n';
export const USAGE_TAG = 'n8n-live-check';

const CLASSES = [
	{ id: 'invoice', type: 'invoice', description: 'An invoice' },
	{ id: 'receipt', type: 'receipt', description: 'A receipt' },
	{ id: 'other', type: 'other', description: 'Anything else' },
];

interface SharedRunSpec {
	kind: RunKind;
	/** a generous guess */
	credits: number;
	build(session: LiveSession): Promise<IDataObject>;
}

/** A document that looks like a PDF and is none: its runs fail, so they cost nothing. */
const BROKEN_PDF = '%PDF-1.7 and nothing that a PDF has';

const SPECS = {
	extract: {
		kind: EXTRACT_RUN,
		credits: 6,
		build: async (session) => ({
			file: { id: await session.shared.invoice() },
			config: {
				baseProcessor: 'extraction_light',
				schema: INVOICE_SCHEMA,
				advancedOptions: { citationsEnabled: true },
			},
		}),
	},
	broken: {
		kind: EXTRACT_RUN,
		credits: 0,
		build: async (session) => ({
			file: { id: await session.shared.brokenFile() },
			config: { schema: INVOICE_SCHEMA },
		}),
	},
	classify: {
		kind: CLASSIFY_RUN,
		credits: 4,
		build: async (session) => ({
			file: { text: INVOICE_TEXT, name: session.fileName('classify.txt') },
			config: { baseProcessor: 'classification_light', classifications: CLASSES },
		}),
	},
	split: {
		kind: SPLIT_RUN,
		credits: 16,
		build: async (session) => {
			const { pdf } = await makeBundle();
			return {
				file: { id: await session.upload('bundle.pdf', pdf, 'application/pdf') },
				config: { baseProcessor: 'splitting_light', splitClassifications: CLASSES },
			};
		},
	},
	parse: {
		kind: PARSE_RUN,
		credits: 4,
		build: async (session) => ({
			file: { id: await session.upload('two-pages.pdf', await makeTwoPages(), 'application/pdf') },
			config: { engine: 'parse_light', advancedOptions: { pageRanges: [{ start: 1, end: 1 }] } },
		}),
	},
	edit: {
		kind: EDIT_RUN,
		credits: 10,
		build: async (session) => ({
			file: { id: await session.upload('form.pdf', await makeForm(), 'application/pdf') },
			config: { instructions: 'Full name: Ada Lovelace' },
		}),
	},
} satisfies Record<string, SharedRunSpec>;

export type SharedRunName = keyof typeof SPECS;
export const SHARED_RUN_CREDITS = Object.fromEntries(
	Object.entries(SPECS).map(([name, { credits }]) => [name, credits]),
) as Record<SharedRunName, number>;

async function makeTwoPages(): Promise<Uint8Array> {
	return (await makeInvoice({ seed: 5, pages: 2 })).pdf;
}

export interface StartedRun {
	run: Run;
	/** the key by which the product would find it */
	key: string;
	/** until a read by its ID knew it, in ms; undefined: it never did */
	readAfterMs: Promise<number | undefined>;
	/** until its list showed it with its key, in ms; undefined: not within LISTED_MS */
	listedAfterMs: Promise<number | undefined>;
}

export class SharedRuns {
	private readonly started = new Map<SharedRunName, Promise<StartedRun>>();
	private readonly finished = new Map<SharedRunName, Promise<Run>>();
	private readonly documents = new Map<string, Promise<string>>();

	constructor(private readonly session: LiveSession) {}

	/** The file of a one-page invoice. */
	async invoice(): Promise<string> {
		return await once(this.documents, 'invoice', async () => {
			const { pdf } = await makeInvoice({ seed: 4, pages: 1 });
			return await this.session.upload('invoice.pdf', pdf, 'application/pdf');
		});
	}

	/** A file that no run can read. */
	async brokenFile(): Promise<string> {
		return await once(this.documents, 'broken', async () => {
			return await this.session.upload('broken.pdf', BROKEN_PDF, 'application/pdf');
		});
	}

	/** Ends when nothing is measured any more. */
	async settle(): Promise<void> {
		const runs = await Promise.allSettled(this.started.values());
		const times = runs.flatMap((one) =>
			one.status === 'fulfilled' ? [one.value.readAfterMs, one.value.listedAfterMs] : [],
		);
		await Promise.allSettled(times);
	}

	/** The run as its start gave it. */
	async start(name: SharedRunName): Promise<StartedRun> {
		return await once(this.started, name, async () => {
			const spec: SharedRunSpec = SPECS[name];
			return await startRun(this.session, spec.kind, await spec.build(this.session));
		});
	}

	/** The run when it is final. */
	async finish(name: SharedRunName): Promise<Run> {
		return await once(this.finished, name, async () => {
			const { run } = await this.start(name);
			return await finishRun(this.session, SPECS[name].kind, run.id);
		});
	}
}

async function once<K, T>(values: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
	if (!values.has(key)) values.set(key, make());
	return await values.get(key)!;
}

/** Starts a run as the node does, with its key in the metadata, and watches when Extend shows it. */
export async function startRun(
	session: LiveSession,
	kind: RunKind,
	body: IDataObject,
): Promise<StartedRun> {
	const key = sha256(randomUUID());
	const metadata = {
		'extend:usage_tags': [USAGE_TAG],
		n8n: { key, workflowId: 'live', executionId: session.id },
	};
	const request: RunRequest = {
		kind,
		key,
		name: session.id,
		mode: 'start',
		request: async () => ({ body: kind.acceptsMetadata ? { ...body, metadata } : body }),
		hasKey: kind.acceptsMetadata,
		onIndeterminate: 'fail',
		deadline: clock.now() + RUN_MS,
		cancelOnStop: true,
		cancelOnTimeout: true,
	};
	const sentAt = clock.now();
	const run = await executeRun(session.services, request);
	const measure = async (isThere: () => Promise<boolean>) =>
		await measureUntil(isThere, () => session.api.isStopped());
	return {
		run,
		key,
		readAfterMs: measure(async () => (await session.send('GET', `${kind.path}/${run.id}`)).ok),
		listedAfterMs: measure(async () => {
			if (!kind.recovery) return true;
			const found = await searchRun(session.api, { kind, key }, sentAt, clock.now() + RUN_MS);
			return found.kind === 'found' && found.id === run.id;
		}),
	};
}

/** The time until something is there, in ms; undefined when it is not within LISTED_MS. */
async function measureUntil(
	isThere: () => Promise<boolean>,
	isStopped: () => boolean,
): Promise<number | undefined> {
	const since = clock.now();
	while (!isStopped() && clock.now() - since < LISTED_MS) {
		if (await isThere().catch(() => false)) return clock.now() - since;
		await clock.sleep(LOOK_PAUSE_MS);
	}
	return undefined;
}

/** Waits for a run as the node does. Throws when it does not end in time. */
export async function finishRun(session: LiveSession, kind: RunKind, id: string): Promise<Run> {
	const request = {
		kind,
		deadline: clock.now() + RUN_MS,
		cancelOnStop: true,
		cancelOnTimeout: true,
	};
	return await waitForRun(session.services, request, id);
}
