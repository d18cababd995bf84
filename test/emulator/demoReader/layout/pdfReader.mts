import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TextFragment } from './page.mts';

export interface PdfPage {
	number: number;
	width: number;
	height: number;
	pieces: TextFragment[];
}
interface ReadResult {
	id: number;
	pages?: PdfPage[];
	/** error name of pdf.js, e.g. `PasswordException` */
	error?: string;
}

/** Reads PDFs in a worker thread. It starts with the first PDF and does not keep the process alive. */
export class PdfReader {
	private worker?: Worker;
	private last = 0;
	private readonly waiting = new Map<number, (answer: ReadResult) => void>();

	async read(file: string, password?: string): Promise<ReadResult> {
		const worker = (this.worker ??= this.start());
		const id = ++this.last;
		worker.ref();
		const answer = new Promise<ReadResult>((resolve) => this.waiting.set(id, resolve));
		worker.postMessage({ id, path: file, password });
		return await answer;
	}

	async close(): Promise<void> {
		await this.worker?.terminate();
		this.worker = undefined;
	}

	private start(): Worker {
		const worker = new Worker(path.join(__dirname, 'pdfWorker.mjs'));
		const resolvePending = (answer: ReadResult) => {
			this.waiting.get(answer.id)?.(answer);
			this.waiting.delete(answer.id);
			if (this.waiting.size === 0) worker.unref();
		};
		const failPending = (error: string) => {
			for (const id of [...this.waiting.keys()]) resolvePending({ id, error });
			if (this.worker === worker) this.worker = undefined;
		};
		worker.on('message', resolvePending);
		worker.on('error', (error: Error) => failPending(error.name));
		worker.on('exit', () => failPending('ReaderStopped'));
		return worker;
	}
}
