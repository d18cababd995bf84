/** Who waits for which signal. A signal gets one listener, however many wait: Node.js removes one by searching all. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `callback` once when the signal is aborted. The returned function ends that. */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
	if (!signal || signal.aborted) {
		if (signal) callback();
		return () => undefined;
	}
	const callbacks = waiting.get(signal) ?? new Set();
	if (!waiting.has(signal)) {
		waiting.set(signal, callbacks);
		const callAll = () => {
			for (const one of callbacks) one();
		};
		signal.addEventListener('abort', callAll, { once: true });
	}
	// A function of its own for each call, so that the same callback may wait twice.
	const own = () => callback();
	callbacks.add(own);
	return () => void callbacks.delete(own);
}
