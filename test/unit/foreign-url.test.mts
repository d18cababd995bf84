/** Which addresses from outside may be asked. */
import { checkExternalUrl, getTrustedOrigin } from '../../nodes/shared/files/externalUrl';
import { isPrivateHost } from '../../nodes/shared/files/privateHosts';

const PRIVATE = [
	'127.0.0.1',
	'127.1',
	'2130706433',
	'0x7f000001',
	'0x7f.0.0.1',
	'0177.0.0.1',
	'0',
	'10.1.2.3',
	'100.64.0.1',
	'100.127.255.255',
	'169.254.169.254',
	'172.16.0.1',
	'172.31.255.255',
	'192.0.0.8',
	'192.168.178.1',
	'198.18.0.1',
	'198.19.255.255',
	'224.0.0.1',
	'255.255.255.255',
	'[::]',
	'[::1]',
	'[::127.0.0.1]',
	'[::ffff:127.0.0.1]',
	'[::ffff:a9fe:a9fe]',
	'[0:0:0:0:0:ffff:0a00:0001]',
	'[64:ff9b::7f00:1]',
	'[64:ff9b:1::808:808]',
	'[2002:7f00:1::]',
	'[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
	'[fc00::1]',
	'[fd12:3456:789a::1]',
	'[fe80::1]',
	'[fec0::1]',
	'[ff02::1]',
	'localhost',
	'LOCALHOST',
	'localhost.',
	'app.localhost',
	'printer.local',
	'metadata.google.internal',
	'router.home.arpa',
	'nas.lan',
	'minio',
	'kubernetes.default', // T03
	'kubernetes.default.svc',
	'service.namespace.svc',
	'service.namespace.svc.cluster.local',
	'service.team-a',
	'service.ns1',
	'10-0-0-1.default.pod',
	'vault.service.consul',
	'host.docker.internal',
	'gateway.docker.internal',
	'metadata.goog.internal',
	'fritz.box',
	'nas.fritz.box',
	'myrouter.local',
	'speedport.ip',
	'a.b',
	'168.63.129.16',
	'[::ffff:168.63.129.16]',
	'１２７.0.0.1',
	'127。0。0。1',
];

const PUBLIC = [
	'api.extend.ai',
	'extend-files.s3.us-east-1.amazonaws.com',
	'8.8.8.8',
	'9.255.255.255',
	'11.0.0.0',
	'100.63.255.255',
	'100.128.0.0',
	'172.15.255.255',
	'172.32.0.0',
	'192.0.1.0',
	'192.169.0.0',
	'198.17.255.255',
	'198.20.0.0',
	'223.255.255.255',
	'[2606:4700:4700::1111]',
	'[::ffff:8.8.8.8]',
	'[64:ff9b::808:808]',
	'[2002:808:808::]',
	'localhost.example.com',
	'local.example',
	'box.com',
	'something.box',
	'storage.default.example',
	'xn--e1afmkfd.xn--p1ai',
	'files.museum',
	'168.63.129.15',
	'168.63.129.17',
	'internal.example.org',
];

describe('foreign addresses', () => {
	it.each(PRIVATE)('%s is private in every form', (host) => {
		expect(isPrivateHost(new URL(`https://${host}/x`).hostname)).toBe(true);
		expect(() => checkExternalUrl(`https://${host}/x`)).toThrow(/private network/);
	});

	it.each(PUBLIC)('%s is public', (host) => {
		expect(isPrivateHost(new URL(`https://${host}/x`).hostname)).toBe(false);
		expect(checkExternalUrl(`https://${host}/p/1.json?sig=a%2Fb`)).toMatch(/sig=a%2Fb$/);
	});

	it('only https is asked, whatever the host', () => {
		for (const address of [
			'http://files.example.com/x',
			'ftp://files.example.com/x',
			'file:///etc/passwd',
			'data:application/json,{}',
			'javascript:alert(1)',
		]) {
			expect(() => checkExternalUrl(address)).toThrow(/doesn't use HTTPS/);
		}
		expect(() => checkExternalUrl('not an address')).toThrow(/isn't valid/);
		expect(() => checkExternalUrl('https://')).toThrow(/isn't valid/);
		expect(() => checkExternalUrl('https://me:pw@files.example.com/')).toThrow(/username/);
	});

	it('the message never holds the address', () => {
		expect(() => checkExternalUrl('http://files.example.com/?sig=topsecret')).toThrow(
			expect.not.objectContaining({ message: expect.stringContaining('topsecret') }),
		);
	});

	it('the origin of a custom base URL is trusted, and nothing else of that host', () => {
		const trusted = getTrustedOrigin({ region: 'custom', baseUrl: 'http://127.0.0.1:8080/' });
		expect(trusted).toBe('http://127.0.0.1:8080');
		expect(checkExternalUrl('http://127.0.0.1:8080/p/1.json', trusted)).toBe(
			'http://127.0.0.1:8080/p/1.json',
		);
		expect(() => checkExternalUrl('http://127.0.0.1:8081/p', trusted)).toThrow(/HTTPS/);
		expect(() => checkExternalUrl('https://127.0.0.1:8080/p', trusted)).toThrow(/private/);
		expect(() => checkExternalUrl('http://127.0.0.1.example.com:8080/p', trusted)).toThrow(/HTTPS/);
		expect(() => checkExternalUrl('http://me:pw@127.0.0.1:8080/p', trusted)).toThrow(/username/);
	});

	it('a region of Extend trusts nothing more, even with a base URL left over', () => {
		expect(getTrustedOrigin({ region: 'eu', baseUrl: 'http://localhost' })).toBeUndefined();
		expect(getTrustedOrigin({ baseUrl: 'http://localhost' })).toBeUndefined();
		expect(getTrustedOrigin({ region: 'custom', baseUrl: '' })).toBeUndefined();
	});
});
