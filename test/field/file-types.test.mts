/** What a file is: by its name, its MIME type and its first bytes together. */
import { runExtend } from '../support/extendNode.mts';
import { BINARY_STORAGES, getUploads, useEmulator } from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { giveFiles, readFromDisk } from './support/sourceNodes.mts';

const emulator = useEmulator();

describe.each(BINARY_STORAGES)('files stored in mode $storage', ({ mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));

	// Reports of n8n: files from disk, FTP and SFTP are labelled text/plain when their name has no extension.
	it('A1: a scan without an extension, labelled text/plain, is a PDF', async () => {
		const pdf = Buffer.from('%PDF-1.7\n');
		const { thrown } = await runExtend({
			emulator,
			settings,
			items: giveFiles(readFromDisk, [
				['scan0001', pdf],
				['scan0002', pdf],
			]),
			options: { fileTypes: ['pdf'], onFailedRun: 'return', concurrency: 1 },
		});
		expect(thrown?.message).toBeUndefined();
		expect(getUploads(emulator).map(({ fileName }) => fileName)).toEqual([
			'scan0001.pdf',
			'scan0002.pdf',
		]);
	});
});
