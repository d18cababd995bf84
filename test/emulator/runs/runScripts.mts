import { z } from 'zod';
import { parseRequest } from '../validation/parseRequest.mts';

/** How coming runs end, instead of what reading their document gives. */
export const runScriptSchema = z.object({
	/**
	 * Only runs that fit: of a kind such as `classify_run`, with these letters in a file's name or in the JSON
	 * of the metadata.
	 */
	match: z
		.object({
			kind: z.string().optional(),
			fileName: z.string().optional(),
			metadata: z.string().optional(),
		})
		.optional(),
	/** for how many runs; default 1 */
	times: z.number().int().optional(),
	/** the status at the end; any text, so that unknown ones can be tried */
	status: z.string().optional(),
	failureReason: z.string().optional(),
	failureMessage: z.string().optional(),
	/** the whole `output`, for legacy and odd shapes too */
	output: z.unknown().optional(),
	/** laid over the run in every answer, summaries included */
	extra: z.record(z.string(), z.unknown()).optional(),
	pollsUntilDone: z.number().int().optional(),
	latencyMs: z.number().optional(),
});
export type RunScript = z.infer<typeof runScriptSchema>;

/** The queue of scripts; each is used by the next run that it matches. */
export class RunScriptQueue {
	private queue: Array<{ script: RunScript; left: number }> = [];

	/** Adds a script; throws 400 if it is not one. */
	add(script: RunScript): void {
		const checked = parseRequest(runScriptSchema, script);
		this.queue.push({ script: checked, left: checked.times ?? 1 });
	}

	clear(): void {
		this.queue = [];
	}

	/** The script for a run of this kind over files of these names with this metadata. */
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
