/** The way of a file is short: what is found out about it is found once, and it is decoded once. */
import type { IBinaryData } from 'n8n-workflow';
import { runExtend } from '../support/extendNode.mts';
import { BINARY_STORAGES, getUploads, storeBinary, useEmulator } from '../support/fixtures.mts';
import { getBinaryService, initBinaryData } from '../support/harness.mts';

const emulator = useEmulator();
/** Larger than the first bytes that are looked at. */
const BYTES = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(900_000, 'x')]);

// Reports about memory: each document was decoded from base64 four times.
describe.each(BINARY_STORAGES)(
	'D2: files stored in mode $storage',
	({ storage, mode, settings }) => {
		beforeEach(async () => void (await initBinaryData(mode)));
		afterEach(() => jest.restoreAllMocks());

		it.each(['scan.pdf', 'scan'])(
			'D2: %s is decoded or opened once, and measured once',
			async (name) => {
				const file = async (): Promise<IBinaryData> =>
					await storeBinary(BYTES, name, 'application/octet-stream');
				const items = [
					{ json: {}, binary: { data: await file() } },
					{ json: {}, binary: { data: await file() } },
				];
				const service = getBinaryService();
				const buffers = jest.spyOn(service, 'getAsBuffer');
				const streams = jest.spyOn(service, 'getAsStream');
				const metadata = jest.spyOn(service, 'getMetadata');
				const decode = jest.spyOn(Buffer, 'from');
				const { thrown } = await runExtend({
					emulator,
					items,
					settings,
					options: { onFailedRun: 'return', concurrency: 1 },
				});
				const decoded = (decode.mock.calls as Array<[string, string?]>)
					.filter(([, encoding]) => encoding === 'base64')
					.map(([text]) => text.length);
				jest.restoreAllMocks();

				expect(thrown?.message).toBeUndefined();
				expect(getUploads(emulator).map(({ bytes }) => bytes)).toEqual([
					BYTES.length,
					BYTES.length,
				]);
				const whole = decoded.filter((length) => length > 100_000);
				// The first bytes only where the name does not tell the type.
				const heads = name === 'scan' ? 2 : 0;
				if (storage === 'memory') {
					expect([buffers, streams, metadata].map(({ mock }) => mock.calls.length)).toEqual([
						2, 0, 0,
					]);
					expect(whole).toHaveLength(2);
					expect(decoded.length - whole.length).toBe(heads);
				} else {
					expect(buffers).not.toHaveBeenCalled();
					expect(streams).toHaveBeenCalledTimes(2 + heads);
					expect(metadata).toHaveBeenCalledTimes(2);
					expect(whole).toEqual([]);
				}
			},
		);
	},
);
