/** A host name with scripted DNS failures. Other lookups of `extend.example` return this machine. */
import dns from 'node:dns';

export const HOST = 'extend.example';

export type LookupFault = 'EAI_AGAIN' | 'ENOTFOUND';

/** Makes the selected lookups (numbered from 0) fail with `code`. Returns a function that restores DNS. */
export function fakeLookup(code: LookupFault, isFailing: (n: number) => boolean): () => void {
	const real = dns.lookup;
	let lookups = 0;
	const fake = (name: string, options: dns.LookupOptions, done: (...answer: unknown[]) => void) => {
		if (name !== HOST) return real(name, options, done as never);
		if (!isFailing(lookups++))
			return options.all
				? done(null, [{ address: '127.0.0.1', family: 4 }])
				: done(null, '127.0.0.1', 4);
		const error = Object.assign(new Error(`getaddrinfo ${code} ${HOST}`), {
			code,
			syscall: 'getaddrinfo',
			hostname: HOST,
		});
		return done(error);
	};
	Object.assign(dns, { lookup: fake });
	return () => void Object.assign(dns, { lookup: real });
}
