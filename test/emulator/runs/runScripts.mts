import { z } from 'zod';
import { parseRequest } from '../validation/parseRequest.mts';

/** Scripted results of future runs. They replace what reading the document would yield. */
export const runScriptSchema = z.object({
	/**
	 * Restricts the script to runs of a kind such as `classify_run`, or with this text in a file name or in
	 * the JSON of the metadata.
	 */
	match: z
		.object({
			kind: z.string().optional(),
			fileName: z.string().optional(),
			metadata: z.string().optional(),
		})
		.optional(),
	/** number of runs; default 1 */
	times: z.number().int().optional(),
	/** final status; any string, to try unknown ones */
	status: z.string().optional(),
	failureReason: z.string().optional(),
	failureMessage: z.string().optional(),
	/** the complete `output`, also in legacy or unusual shapes */
	output: z.unknown().optional(),
	/**
	 * steps of a workflow run with their results, executed before its review; the SDK describes the results of each
	 * `type`, and other shapes are sent as they are
	 */
	steps: z.array(z.object({ type: z.string(), name: z.string(), result: z.unknown() })).optional(),
	/** merged into the run in every response, including summaries */
	extra: z.record(z.string(), z.unknown()).optional(),
	pollsUntilDone: z.number().int().optional(),
	latencyMs: z.number().optional(),
});
export type RunScript = z.infer<typeof runScriptSchema>;

/** A queue of scripts. The next matching run uses a script. */
export class RunScriptQueue {
	private queue: Array<{ script: RunScript; left: number }> = [];

	/** Adds a script. Throws 400 for an invalid one. */
	add(script: RunScript): void {
		const checked = parseRequest(runScriptSchema, script);
		this.queue.push({ script: checked, left: checked.times ?? 1 });
	}

	clear(): void {
		this.queue = [];
	}

	/** Returns the script for a run and counts it as used. */
	take(kind: string, fileNames: string[], metadata: unknown): RunScript {
		const entry = this.queue.find(({ script: { match } }) => {
			if (match?.kind && match.kind !== kind) return false;
			if (match?.fileName && !fileNames.some((name) => name.includes(match.fileName!)))
				return false;
			return !match?.metadata || JSON.stringify(metadata ?? null).includes(match.metadata);
		});
		if (!entry) return {};
		entry.left -= 1;
		if (entry.left <= 0) this.queue = this.queue.filter((one) => one !== entry);
		return entry.script;
	}
}
