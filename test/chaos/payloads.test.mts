/**
 * Faults while the trigger downloads the payload of an event: every event starts the workflow once with its
 * complete payload, however often Extend has to deliver it.
 */
import { callApi } from '../emulator/support/client.mts';
import { useEmulator } from '../support/fixtures.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { FAULTS } from './namedFaults.mts';
import { pickOne, createRandom, CHAOS_SEED } from './seededRandom.mts';

const emulator = useEmulator({ webhookRetriesMs: [1, 1, 1, 1] });
const EVENT = 'extract_run.processed';
const EVENTS = 3;

/** Makes events reference their payload by URL. */
async function announceOnly(endpointId: string): Promise<void> {
	const payload = { format: 'url', urlThresholdBytes: 10 };
	const path = `/webhook_endpoints/${endpointId}`;
	const { status } = await callApi(emulator, 'POST', path, { advancedOptions: { payload } });
	expect(status).toBe(200);
}

const random = createRandom(CHAOS_SEED, 'payloads');
// A missing response takes 20 s of real time. A restart without state also loses the endpoint, so nothing is
// delivered.
const cases = FAULTS.filter(({ fault }) => fault.kind !== 'hang')
	.filter(({ fault }) => fault.kind !== 'restart' || fault.keepState)
	.map(({ name, fault }) => ({
		name,
		fault,
		times: pickOne(random, [1, 2]),
		after: pickOne(random, [0, 1, 2]),
		together: pickOne(random, [true, false]),
	}));

it.each(cases)('$name ($times × after $after, together: $together)', async (one) => {
	const host = await new TriggerHost({
		emulator,
		parameters: { events: [EVENT], output: 'run' },
	}).start();
	try {
		await host.activate();
		const endpointId = String(host.getStoredEndpoint()?.endpointId);
		await announceOnly(endpointId);
		const payloads = Array.from({ length: EVENTS }, (_, n) => ({
			object: 'extract_run',
			id: `exr_chaos_${n}`,
			status: 'PROCESSED',
		}));
		const { fault, after } = one;
		// A fault that only slows a fetch down is not met again by another delivery.
		const times = Math.min(one.times, EVENTS - after);
		const match = { method: 'GET', path: '/__files/payloads/[^/]+', after };
		emulator.faults.add({ ...fault, match, times });
		const deliver = async (payload: object) => await emulator.deliver(endpointId, EVENT, payload);
		if (one.together) await Promise.all(payloads.map(deliver));
		else for (const payload of payloads) await deliver(payload);
		await emulator.waitUntilUp();
		// The fault was applied.
		expect(emulator.faults.list()).toEqual([]);

		const ids = host.items.map(({ payload }) => (payload as { id: string }).id).sort();
		expect(ids).toEqual(payloads.map(({ id }) => id));
		for (const { payload } of host.items) expect(payloads).toContainEqual(payload);
		expect(emulator.deliveries.every(({ done }) => done)).toBe(true);
	} finally {
		await host.close();
	}
});
