/**
 * Everything that a session makes in Extend, and its removal. What the responses name is known by its ID; what was made
 * without a response that arrived is found by the session's ID in the names of its files and in its URLs.
 */
import type { IDataObject } from 'n8n-workflow';
import { isFailedPage, pages } from '../../nodes/shared/api/pagination';
import type { ApiClient } from '../../nodes/shared/http/client';
import type { ApiObject } from '../../nodes/shared/http/responses';
import { RUN_KINDS } from '../../nodes/shared/runs/kinds';
import { isTerminal } from '../../nodes/shared/runs/polling';
import { clock } from '../../nodes/shared/utils/clock';
import { runPool } from '../../nodes/shared/utils/async/concurrency';
import { getOwn } from '../../nodes/shared/utils/objects';

/** Where objects are, by their `object`, in the order in which they are removed. */
const PATHS: Readonly<Record<string, string>> = {
	webhook_endpoint: '/webhook_endpoints',
	...Object.fromEntries(RUN_KINDS.map(({ object, path }) => [object, path])),
	verify_run: '/verify_runs',
	file: '/files',
};
/** Lists in which leftovers are looked for. The filter by name finds those of older pages. */
const LISTS: Array<[path: string, filters: Array<string | undefined>]> = [
	['/webhook_endpoints', [undefined]],
	...['/extract_runs', '/classify_runs', '/split_runs', '/parse_runs'].map(
		(path): [string, Array<string | undefined>] => [path, [undefined, 'fileNameContains']],
	),
	['/files', ['nameContains']],
];
/** Lists may lag, so they are read again after these pauses (ms). */
const SWEEP_PAUSES_MS = [0, 2000, 4000];
const REQUEST_MS = 20_000;
const PARALLEL = 4;

interface Made {
	path: string;
	id: string;
	/** still in progress as far as known */
	isRunning: boolean;
}

export class MadeObjects {
	private readonly made = new Map<string, Made>();
	/** extractors, which the API cannot delete: their names */
	readonly kept = new Map<string, string>();
	/** credits of the runs, by run */
	private readonly credits = new Map<string, number>();

	/** @param sessionId stands in the names of all files and in the URLs of all endpoints */
	constructor(private readonly sessionId: string) {}

	/** Notes what a response shows. @param isOurs false for a read of something that others may have made */
	collect(body: unknown, isOurs: boolean): void {
		const { object, id } = (body ?? {}) as IDataObject;
		if (typeof object !== 'string' || typeof id !== 'string') return;
		const path = PATHS[object];
		const key = `${path}/${id}`;
		if (isOurs && object === 'extractor') {
			this.kept.set(id, String(getOwn(body, 'name')));
		}
		if (path === undefined || (!isOurs && !this.made.has(key))) return;
		const status = getOwn(body, 'status');
		const isRunning = path.endsWith('_runs') && !isTerminal(String(status));
		this.made.set(key, { path, id, isRunning });
		const usage = getOwn(body, 'usage');
		const spent = getOwn(usage, 'totalCredits') ?? getOwn(usage, 'credits');
		if (typeof spent === 'number') this.credits.set(id, spent);
		if (path !== '/files') this.collectParts(body);
	}

	/** The files and the parse of a run of this session. */
	private collectParts(run: unknown): void {
		const output = getOwn(run, 'output');
		const splits = getOwn(output, 'splits');
		const files = getOwn(run, 'files');
		const fileIds = [
			getOwn(getOwn(run, 'file'), 'id'),
			getOwn(getOwn(output, 'editedFile'), 'id'),
			...(Array.isArray(files) ? files.map((file) => getOwn(file, 'id')) : []),
			...(Array.isArray(splits) ? splits.map((split) => getOwn(split, 'fileId')) : []),
		];
		for (const id of fileIds) this.add('/files', id);
		this.add('/parse_runs', getOwn(run, 'parseRunId'));
	}

	private add(path: string, id: unknown): void {
		if (typeof id !== 'string' || id === '' || this.made.has(`${path}/${id}`)) return;
		this.made.set(`${path}/${id}`, { path, id, isRunning: false });
	}

	/** It is gone already. */
	forget(path: string, id: string): void {
		this.made.delete(`${path}/${id}`);
	}

	/** What the runs of this session cost, as far as they said. */
	sumCredits(): number {
		return [...this.credits.values()].reduce((sum, credits) => sum + credits, 0);
	}

	/**
	 * Deletes everything, then what the lists still show of this session. Never throws.
	 * @returns what is left, as paths
	 */
	async removeAll(api: ApiClient): Promise<string[]> {
		for (const pauseMs of SWEEP_PAUSES_MS) {
			await clock.sleep(pauseMs);
			await this.removeKnown(api);
			if (!(await this.sweep(api)) && this.made.size === 0) break;
		}
		await this.removeKnown(api);
		return [...this.made.keys()];
	}

	private async removeKnown(api: ApiClient): Promise<void> {
		const order = Object.values(PATHS);
		for (const path of order) {
			const some = [...this.made.values()].filter((one) => one.path === path);
			await runPool(some, PARALLEL, async (one) => await this.remove(api, one));
		}
	}

	private async remove(api: ApiClient, { path, id, isRunning }: Made): Promise<void> {
		if (isRunning) await this.send(api, 'POST', `${path}/${id}/cancel`);
		let isGone = await this.send(api, 'DELETE', `${path}/${id}`);
		// Its end came in between, or it was in progress after all.
		if (!isGone && path.endsWith('_runs') && !isRunning) {
			await this.send(api, 'POST', `${path}/${id}/cancel`);
			isGone = await this.send(api, 'DELETE', `${path}/${id}`);
		}
		if (isGone) this.made.delete(`${path}/${id}`);
	}

	private async send(api: ApiClient, method: 'POST' | 'DELETE', path: string): Promise<boolean> {
		const deadline = clock.now() + REQUEST_MS;
		const body = method === 'POST' ? {} : undefined;
		const outcome = await api.send({ method, path, body, idempotent: true, deadline });
		if (outcome.kind === 'succeeded') return true;
		return outcome.kind === 'rejected' && outcome.error.httpCode === 404;
	}

	/** Adds what the lists show of this session. True when there was something. */
	private async sweep(api: ApiClient): Promise<boolean> {
		const before = this.made.size;
		for (const [path, filters] of LISTS) {
			for (const filter of filters) {
				await this.sweepList(api, path, filter === undefined ? {} : { [filter]: this.sessionId });
			}
		}
		return this.made.size > before;
	}

	private async sweepList(api: ApiClient, path: string, query: IDataObject): Promise<void> {
		const deadline = clock.now() + REQUEST_MS;
		for await (const page of pages(api, path, query, { deadline })) {
			if (isFailedPage(page)) return;
			const ours = page.data.filter((one) => this.isOurs(one));
			for (const { id, status } of ours) {
				const isRunning = path.endsWith('_runs') && !isTerminal(String(status));
				this.made.set(`${path}/${id}`, { path, id, isRunning });
			}
			// The newest entries come first: what is ours is among them.
			if (ours.length === 0) return;
		}
	}

	/** By its own data: a server that ignores the filter lists those of others too. */
	private isOurs(entry: ApiObject): boolean {
		const files = Array.isArray(entry.files) ? (entry.files as unknown[]) : [];
		const tag = getOwn(entry.metadata, 'n8n');
		const texts = [
			entry.url,
			getOwn(tag, 'executionId'),
			getOwn(tag, 'key'),
			entry.object === 'file' ? entry.name : undefined,
			...[entry.file, ...files].map((file) => getOwn(file, 'name')),
		];
		return texts.some((text) => typeof text === 'string' && text.includes(this.sessionId));
	}
}
