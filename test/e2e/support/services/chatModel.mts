/** A scripted chat model: the part of OpenAI's API that n8n's agent uses. */
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

interface ToolDefinition {
	function: { name: string; parameters: Record<string, unknown> };
}
interface Message {
	role: string;
	content: string;
}
export interface ChatRequest {
	messages: Message[];
	tools?: ToolDefinition[];
	stream?: boolean;
}
export type Reply = { say: string } | { call: string; with: object };

function toChoice(reply: Reply, id: string) {
	if ('say' in reply)
		return { message: { role: 'assistant', content: reply.say }, finish_reason: 'stop' };
	const call = { name: reply.call, arguments: JSON.stringify(reply.with) };
	const tool_calls = [{ index: 0, id, type: 'function', function: call }];
	return { message: { role: 'assistant', content: null, tool_calls }, finish_reason: 'tool_calls' };
}

/** `reply` chooses the response to each request. */
export async function startChatModel(reply: (request: ChatRequest) => Reply) {
	const requests: ChatRequest[] = [];
	const app = Fastify();
	app.get('/v1/models', async () => ({ object: 'list', data: [] }));
	app.post('/v1/chat/completions', async ({ body }, answer) => {
		const request = body as ChatRequest;
		requests.push(request);
		const id = `chatcmpl-${requests.length}`;
		const { message, finish_reason } = toChoice(reply(request), `call_${requests.length}`);
		const about = { id, created: 0, model: 'scripted' };
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		if (!request.stream)
			return {
				...about,
				object: 'chat.completion',
				choices: [{ index: 0, message, finish_reason }],
				usage,
			};
		const chunk = (choice: object) =>
			`data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`;
		const whole = chunk({ delta: message, finish_reason: null });
		return await answer
			.type('text/event-stream')
			.send(`${whole}${chunk({ delta: {}, finish_reason })}data: [DONE]\n\n`);
	});
	await app.listen({ host: '127.0.0.1', port: 0 });
	const { port } = app.server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/v1`, requests, close: async () => await app.close() };
}
