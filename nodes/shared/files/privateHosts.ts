/**
 * Detects hosts of the own machine or of private networks by their spelling. Names are not resolved: a verified
 * node has no DNS, and n8n has its own guard for the addresses that a name resolves to.
 */

/**
 * First address and prefix length of the IPv4 networks without public servers (IANA special-purpose registry), and
 * the address under which Azure answers each of its machines.
 */
const PRIVATE_IPV4: ReadonlyArray<readonly [string, number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['168.63.129.16', 32],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
];

/**
 * Names that exist only inside a network (RFC 6761, 6762 with appendix G, 8375, ICANN .internal), on a machine
 * (`localhost.localdomain`), in a cluster (`api.default.svc`, `kubernetes.default`, `vault.service.consul`) or behind
 * a router. The name itself is private, and so is everything below it.
 */
const PRIVATE_NAMES = [
	'localhost',
	'localdomain',
	'localdomain6',
	'local',
	'internal',
	'home.arpa',
	'lan',
	'intranet',
	'private',
	'corp',
	'home',
	'svc',
	'cluster',
	'default',
	'pod',
	'consul',
	'docker',
	'podman',
	'containers',
	'swarm',
	'rancher',
	'nomad',
	'mesos',
	'marathon',
	'vpn',
	'domain',
	'workgroup',
	'localnet',
	'localhost6',
	'router',
	'gateway',
	'dlink',
	'belkin',
	'fritz',
	'fritz.box',
	'fritz.nas',
	'speedport.ip',
	'easy.box',
	'o2.box',
	'alt',
];

/**
 * Top-level names of the internet have letters only, two at least, or are encoded (`xn--…`). Others belong to a
 * network, such as the namespace in `service.team-a`.
 */
const PUBLIC_TOP_LEVEL = /^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;

/**
 * Whether a host is loopback, link-local, private or otherwise not public. A name without a dot is private too.
 * @param hostname of `new URL(...)`, which writes every form of an IPv4 address (decimal, hexadecimal, octal,
 * shortened) as four numbers and puts IPv6 into brackets
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host.startsWith('[')) return isPrivateIpv6(parseIpv6Groups(host.slice(1, -1)));
	const ipv4 = parseIpv4(host);
	if (ipv4 !== undefined) return isPrivateIpv4(ipv4);
	const labels = host.split('.');
	// No public name has an empty label, and resolvers differ in how they read one.
	if (labels.includes('')) return true;
	return (
		labels.length === 1 ||
		!PUBLIC_TOP_LEVEL.test(labels.at(-1) ?? '') ||
		PRIVATE_NAMES.some((name) => host === name || host.endsWith(`.${name}`))
	);
}

function parseIpv4(host: string): number | undefined {
	if (!/^\d+\.\d+\.\d+\.\d+$/.test(host)) return undefined;
	return host.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

function isPrivateIpv4(address: number): boolean {
	return PRIVATE_IPV4.some(([first, bits]) => {
		const size = 2 ** (32 - bits);
		const start = parseIpv4(first) ?? 0;
		return address >= start && address < start + size;
	});
}

/** The eight groups of an IPv6 address as `new URL` writes it: hexadecimal, with one `::` at most. */
function parseIpv6Groups(address: string): number[] {
	const [head = [], tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
	const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
	return [...head, ...Array<string>(zeros).fill('0'), ...(tail ?? [])].map((group) =>
		Number.parseInt(group, 16),
	);
}

function isPrivateIpv6(groups: number[]): boolean {
	const [first = 0, second = 0] = groups;
	const embedded = (at: number) => {
		const [high = 0, low = 0] = groups.slice(at);
		return isPrivateIpv4(high * 65_536 + low);
	};
	const zeroUpTo = (end: number) => groups.slice(0, end).every((group) => group === 0);
	// Unspecified, loopback and IPv4-compatible; IPv4-mapped; IPv4-translated (RFC 4291, 6052).
	if (zeroUpTo(6)) return embedded(6);
	if (zeroUpTo(5) && groups[5] === 0xffff) return embedded(6);
	if (first === 0x64 && second === 0xff9b) return groups[2] !== 0 || embedded(6);
	// 6to4 and Teredo contain an IPv4 address; that of Teredo is obfuscated.
	if (first === 0x2002) return embedded(1);
	if (first === 0x2001 && second === 0) return true;
	// Unique local, link-local, site-local, multicast and everything that is not routed (global is 2000::/3).
	return first < 0x2000 || first > 0x3fff;
}
