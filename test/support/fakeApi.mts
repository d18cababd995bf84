import type { IDataObject } from 'n8n-workflow';
import type { ApiClient } from '../../nodes/shared/http/client';

/** A client without a server: every request succeeds with what `respond` returns for it. */
export function createFakeApi(
	respond: (request: { path: string; query: IDataObject }) => unknown,
	serverNow: () => number = Date.now,
): ApiClient {
	const send = async ({ path, query = {} }: { path: string; query?: IDataObject }) =>
		await Promise.resolve({ kind: 'succeeded' as const, body: respond({ path, query }) });
	return { send: send as ApiClient['send'], serverNow } as ApiClient;
}
