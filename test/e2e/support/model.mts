/** A chat model that says what a test has written down: the part of OpenAI's API that n8n's agent uses. */
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

interface ToolDefinition {
	function: { name: string; parameters: Record<string, unknown> };
}
interface Message {
	role: string;
	content: string;
}
export interface ModelRequest {
	messages: Message[];
	tools?: ToolDefinition[];
}
export type Reply = { say: string } | { call: string; with: object };

/** `reply` decides from what the agent sends. */
export async function startModel(reply: (request: ModelRequest) => Reply) {
	const requests: ModelRequest[] = [];
	const app = Fastify();
	app.get('/v1/models', async () => ({ object: 'list', data: [] }));
	app.post('/v1/chat/completions', async ({ body }) => {
		const request = body as ModelRequest;
		requests.push(request);
		const answer = reply(request);
		const message =
			'say' in answer
				? { role: 'assistant', content: answer.say }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call_${requests.length}`,
								type: 'function',
								function: { name: answer.call, arguments: JSON.stringify(answer.with) },
							},
						],
					};
		return {
			id: `chatcmpl-${requests.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: 'say' in answer ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	await app.listen({ host: '127.0.0.1', port: 0 });
	const { port } = app.server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/v1`, requests, close: async () => await app.close() };
}
