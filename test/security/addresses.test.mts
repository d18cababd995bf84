/** Addresses that come with an answer or an event: where the node lets itself be sent. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { isPrivateHost } from '../../nodes/shared/files/privateHosts';
import { clock } from '../support/testedNodes.mts';
import { stringifyRun, useEmulator } from '../support/fixtures.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { json, useAttacker } from './support/attacker.mts';
import { against, byId } from './support/fakeExtend.mts';

const emulator = useEmulator();
const extend = useAttacker();
const inside = useAttacker();
useVirtualClock(clock);

const KEY = 'sk_address_test';
const portOf = ({ url }: { url: string }) => new URL(url).port;

/** A server inside, on IPv6 as well where this machine has it. */
let server6: Server | undefined;
let asked6 = 0;
beforeAll(async () => {
	const server = createServer((_request, response) => {
		asked6++;
		response.end('{}');
	});
	server6 = await new Promise<Server | undefined>((resolve) => {
		server.once('error', () => resolve(undefined));
		server.listen(0, '::1', () => resolve(server));
	});
});
afterAll(async () => {
	server6?.closeAllConnections();
	await new Promise((resolve) => (server6 ? server6.close(resolve) : resolve(undefined)));
});

/** Ways to write an address of this machine or of the network around it; PORT is that of a listening server. */
const INSIDE = [
	'http://127.0.0.1:PORT/',
	'https://127.0.0.1:PORT/',
	'https://127.1:PORT/',
	'https://2130706433:PORT/',
	'https://0x7f000001:PORT/',
	'https://0x7f.1:PORT/',
	'https://0177.0.0.1:PORT/',
	'https://0:PORT/',
	'https://0.0.0.0:PORT/',
	'https://127.0.0.1.:PORT/',
	'https://１２７.0.0.1:PORT/',
	'https://localhost:PORT/',
	'https://LOCALHOST.:PORT/',
	'https://localhost..:PORT/',
	'https://a.localhost:PORT/',
	'https://localhost.localdomain:PORT/',
	'https://[::1]:PORT6/',
	'https://[::]:PORT6/',
	'https://[0:0:0:0:0:0:0:1]:PORT6/',
	'https://[::ffff:127.0.0.1]:PORT/',
	'https://[::ffff:7f00:1]:PORT/',
	'https://[::127.0.0.1]:PORT/',
	'https://[64:ff9b::7f00:1]:PORT/',
	'https://[2002:7f00:1::]:PORT/',
	'https://[fe80::1]/',
	'https://[fd00::1]/',
	'https://169.254.169.254/latest/meta-data/',
	'https://[::ffff:169.254.169.254]/',
	'https://metadata.google.internal/',
	'https://100.64.0.1/',
	'https://10.0.0.1/',
	'https://172.16.0.1/',
	'https://192.168.0.1/',
	'https://kubernetes/',
	'https://kubernetes.default.svc/',
	'https://kubernetes.default.svc.cluster.local/',
	'https://git.corp/',
	'https://wiki.intranet/',
	'https://router.home/',
	'https://user:pw@127.0.0.1:PORT/',
	'https://files.example.com@127.0.0.1:PORT/',
	'https://127.0.0.1\\@files.example.com/',
	'ftp://127.0.0.1:PORT/',
	'http://files.example.com/',
	'ftp://files.example.com/a.pdf',
	'gopher://files.example.com/_x',
	'ws://files.example.com/',
	'file:///etc/passwd',
	'data:application/json,{}',
	'gopher://127.0.0.1:PORT/_x',
	'blob:https://127.0.0.1:PORT/',
	'javascript:1',
	'//127.0.0.1:PORT/',
	'/etc/passwd',
	'',
];
const written = (address: string) => {
	const port6 = server6 ? (server6.address() as AddressInfo).port : portOf(inside);
	return address.replace('PORT6', String(port6)).replace('PORT', portOf(inside));
};
const REFUSED =
	/the download URL (points to a private network|isn't valid|doesn't use HTTPS|contains a username)/;

function expectNobodyAsked(): void {
	expect(inside.seen).toEqual([]);
	expect(asked6).toBe(0);
}

describe('the address of a file', () => {
	it.each(INSIDE)('%s is not asked', async (address) => {
		extend.answer = (_seen, response) =>
			json(response, 200, { id: 'file_1', name: 'a.txt', presignedUrl: written(address) });
		const result = await against(extend, KEY, {
			parameters: { resource: 'file', operation: 'download', file: byId('file_1') },
		});
		expect(result.thrown?.message).toMatch(REFUSED);
		expect(extend.seen).toHaveLength(1);
		expectNobodyAsked();
		if (address.length > 8) expect(stringifyRun(result)).not.toContain(written(address));
	});

	it.each([null, 5, {}, ['https://127.0.0.1/']])('%j is none', async (presignedUrl) => {
		extend.answer = (_seen, response) => json(response, 200, { id: 'file_1', presignedUrl });
		const { thrown } = await against(extend, KEY, {
			parameters: { resource: 'file', operation: 'download', file: byId('file_1') },
		});
		expect(thrown?.message).toMatch(REFUSED);
		expectNobodyAsked();
	});
});

describe('the address of a payload', () => {
	const SECRET = 'endpoint-of-this-test';
	let host: TriggerHost;
	beforeAll(async () => {
		host = await new TriggerHost({
			emulator,
			credential: { region: 'us', baseUrl: undefined },
		}).start();
		const production = { endpointId: 'wh_1', signingSecret: SECRET, url: host.webhookUrl() };
		host.staticData = { [`node:${host.nodeName}`]: { production } };
	});
	afterAll(async () => await host.close());
	const deliver = async (data: string, index: number) =>
		await host.post({
			eventId: `event_${index}`,
			eventType: 'extract_run.processed',
			payload: { object: 'signed_data_url', id: 'exr_1', data },
		} as IDataObject);

	it.each(INSIDE.map((address, index) => [address, index] as const))(
		'%s is not asked',
		async (address, index) => {
			const { status, text } = await deliver(written(address), index);
			expect({ status, text }).toEqual({
				status: 422,
				text: expect.stringMatching(REFUSED) as string,
			});
			expect(host.executions).toEqual([]);
			expectNobodyAsked();
		},
	);
});

describe('redirects', () => {
	it.each([301, 302, 303, 307, 308])(
		'a %i of storage into the network is not followed',
		async (status) => {
			extend.answer = (seen, response) =>
				seen.target.startsWith('/storage')
					? response.writeHead(status, { location: inside.url }).end()
					: json(response, 200, { id: 'file_1', presignedUrl: `${extend.url}/storage` });
			const { thrown } = await against(extend, KEY, {
				parameters: { resource: 'file', operation: 'download', file: byId('file_1') },
			});
			expect(thrown?.message).toContain(`responded with status ${status}`);
			expectNobodyAsked();
		},
	);

	it.each([301, 302, 303, 307, 308])(
		'a %i of a payload into the network is not followed, and carries no key',
		async (status) => {
			extend.answer = (_seen, response) =>
				response.writeHead(status, { location: inside.url }).end();
			const host = await new TriggerHost({ emulator: { url: extend.url, apiKey: KEY } }).start();
			try {
				const production = {
					endpointId: 'wh_r',
					signingSecret: 'redirects',
					url: host.webhookUrl(),
				};
				host.staticData = { [`node:${host.nodeName}`]: { production } };
				const data = `${extend.url}/payload?sig=5ca1ab1e`;
				const answer = await host.post(
					{
						eventId: `event_redirect_${status}`,
						eventType: 'extract_run.processed',
						payload: { object: 'signed_data_url', id: 'exr_1', data },
					},
					{ timestamp: Math.floor(clock.now() / 1000) },
				);
				expect(answer.status).toBe(503);
				expect(host.executions).toEqual([]);
				expect(extend.seen).toHaveLength(1);
				expect(extend.seen[0].headers).not.toHaveProperty('authorization');
				expect(`${answer.text} ${host.warnings.join()}`).not.toContain('5ca1ab1e');
				expectNobodyAsked();
			} finally {
				await host.close();
			}
		},
	);
});

describe('the origin of a custom base URL', () => {
	it('is asked for files; the same host with another port or scheme is not', async () => {
		const asked: string[] = [];
		extend.answer = (seen, response) => {
			if (seen.target === '/storage') return void response.end('x');
			asked.push(seen.target);
			json(response, 200, { id: 'file_1', presignedUrl: presignedUrl() });
		};
		let presignedUrl = () => `${extend.url}/storage`;
		const parameters = { resource: 'file', operation: 'download', file: byId('file_1') };
		expect((await against(extend, KEY, { parameters })).thrown).toBeUndefined();
		presignedUrl = () => `${inside.url}/storage`;
		expect((await against(extend, KEY, { parameters })).thrown?.message).toMatch(REFUSED);
		presignedUrl = () => `${extend.url.replace('http:', 'https:')}/storage`;
		expect((await against(extend, KEY, { parameters })).thrown?.message).toMatch(REFUSED);
		expectNobodyAsked();
	});
});

it.each(['localhost..', '127.0.0.1..', 'a..b.example', '.example.com', 'x.svc', 'a.b.localdomain'])(
	'the host %s is private',
	(host) => {
		expect(isPrivateHost(host)).toBe(true);
	},
);
