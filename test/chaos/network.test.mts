/** Unresolvable names and untrusted certificates: nothing is sent and the error states why. */
import { clock } from '../support/testedNodes.mts';
import { getItemError, runExtend } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { ERROR_SETTINGS } from './cases.mts';
import { createDocuments } from './numberedDocuments.mts';
import { getMode, MODES, type ModeName } from './modes.mts';
import { fakeLookup, HOST, type LookupFault } from './fakeDns.mts';
import { pickOne, createRandom, CHAOS_SEED } from './seededRandom.mts';
import { findOverbilled, checkOrder, checkErrorText } from './caseChecks.mts';
import { ON_ERROR } from './runCase.mts';
import { startTlsServer, type TlsFault } from './tlsServer.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);
afterAll(() => time.restore());

const NAMES = Object.keys(MODES) as ModeName[];
const random = createRandom(CHAOS_SEED, 'network');

const pickSettings = () => ({
	errors: pickOne(random, ERROR_SETTINGS),
	concurrency: pickOne(random, [1, 5]),
});
type Settings = ReturnType<typeof pickSettings>;

async function runAgainst(mode: ModeName, baseUrl: string, { errors, concurrency }: Settings) {
	const { parameters, options } = getMode(mode);
	return await runExtend({
		emulator,
		credential: { baseUrl },
		items: await createDocuments(mode, 2),
		parameters,
		options: { ...options, timeout: 60, concurrency },
		node: ON_ERROR[errors],
	});
}

type Run = Awaited<ReturnType<typeof runAgainst>>;

/** Errors, whether thrown or emitted. */
const getErrors = ({ thrown, items, errorItems }: Run) =>
	thrown
		? [{ message: thrown.message, description: thrown.description, code: 'thrown' }]
		: [...items, ...errorItems].map(getItemError);

function expectCompletelyFailed(run: Run, pattern: RegExp) {
	for (const error of getErrors(run)) {
		expect(checkErrorText(error)).toEqual([]);
		expect(`${String(error.message)} ${String(error.description)}`).toMatch(pattern);
	}
	if (!run.thrown) expect(checkOrder(run, 2)).toEqual([]);
}

describe('a host name that cannot be resolved', () => {
	const cases = NAMES.flatMap((mode) =>
		(['EAI_AGAIN', 'ENOTFOUND'] as LookupFault[]).map((code) => ({
			mode,
			code,
			...pickSettings(),
		})),
	);

	it.each(cases)('$mode: permanently ($code)', async ({ mode, code, ...settings }) => {
		const undo = fakeLookup(code, () => true);
		try {
			const run = await runAgainst(mode, emulator.url.replace('127.0.0.1', HOST), settings);
			expectCompletelyFailed(run, /Couldn't connect/);
			expect(emulator.requests).toEqual([]);
		} finally {
			undo();
		}
	});

	// Filled-in files are downloaded from the emulator's own address, which this name does not cover.
	const passing = NAMES.filter((mode) => mode !== 'edit').flatMap((mode) =>
		[0, 1, 2, 3, 4].map((nth) => ({ mode, nth, ...pickSettings() })),
	);

	it.each(passing)('$mode: temporarily, at connection $nth', async ({ mode, nth, ...settings }) => {
		const undo = fakeLookup('EAI_AGAIN', (n) => n === nth || n === nth + 1);
		try {
			const run = await runAgainst(mode, emulator.url.replace('127.0.0.1', HOST), settings);
			expect(getErrors(run).filter(({ message }) => message !== undefined)).toEqual([]);
			expect(checkOrder(run, 2)).toEqual([]);
			expect(findOverbilled(emulator, mode)).toEqual([]);
		} finally {
			undo();
		}
	});
});

describe('an untrusted server', () => {
	const faults: Array<[TlsFault, RegExp]> = [
		['untrusted', /certificate/],
		['plain HTTP', /Couldn't connect.*HTTPS/],
		['cut in the handshake', /dropped|Couldn't connect/],
	];
	const cases = NAMES.flatMap((mode) =>
		faults.map(([fault, pattern]) => ({ mode, fault, pattern, ...pickSettings() })),
	);

	it.each(cases)('$mode: $fault', async ({ mode, fault, pattern, ...settings }) => {
		const server = await startTlsServer(fault);
		try {
			const run = await runAgainst(mode, server.url, settings);
			expectCompletelyFailed(run, pattern);
			expect(server.requests).toBe(0);
		} finally {
			await server.close();
		}
	});
});
