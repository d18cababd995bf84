/** Runs the Extend node in n8n's engine, against an emulator over HTTP. */
import { createHash, randomUUID } from 'node:crypto';
import type { IBinaryData, IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { placeOptions } from './placeOptions.mts';
import { Extend, ExtendApi } from './testedNodes.mts';
import { INVOICE_FIELDS } from './invoiceFields.mts';
import {
	InputNode,
	TestCredentialsHelper,
	TestNodeTypes,
	runWorkflow,
	type MakeItems,
	type RunOptions,
} from './harness.mts';

export { INVOICE_FIELDS };

export const PACKAGE = 'n8n-nodes-extend';

export interface RunExtendOptions
	extends Partial<Pick<RunOptions, 'mode' | 'settings' | 'executionId' | 'onStarted'>> {
	emulator: Pick<Emulator, 'url' | 'apiKey'>;
	items: INodeExecutionData[] | MakeItems;
	parameters?: IDataObject;
	/** of all collections, by name */
	options?: IDataObject;
	node?: Partial<INode>;
	credential?: IDataObject;
}

export function createCredential(emulator: Pick<Emulator, 'url' | 'apiKey'>): IDataObject {
	return { apiKey: emulator.apiKey, region: 'custom', baseUrl: emulator.url };
}

export function createCredentialsHelper(data: IDataObject): TestCredentialsHelper {
	return new TestCredentialsHelper({ extendApi: new ExtendApi() }, { extendApi: data as never });
}

export function createExtendNode(parameters: IDataObject = {}, more: Partial<INode> = {}) {
	return {
		name: 'Extend',
		type: `${PACKAGE}.extend`,
		parameters: parameters as INode['parameters'],
		credentials: { extendApi: { id: 'c1', name: 'Extend' } },
		...more,
	};
}

/** Runs the workflow Input -> Extend. Returns the items of both outputs, the thrown error and the hints. */
export async function runExtend(o: RunExtendOptions) {
	const result = await runWorkflow({
		nodes: [
			{ name: 'Input', type: 'test.input' },
			createExtendNode(
				placeOptions(
					{
						extractUsing: 'config',
						schemaType: 'fields',
						fields: INVOICE_FIELDS,
						...o.parameters,
					},
					o.options,
				),
				// A unique node ID separates executions, so that a test does not recover runs of another
				// test.
				{ id: randomUUID(), ...o.node },
			),
		],
		nodeTypes: new TestNodeTypes().add('test', new InputNode(o.items)).add(PACKAGE, new Extend()),
		credentialsHelper: createCredentialsHelper({
			...createCredential(o.emulator),
			...o.credential,
		}),
		mode: o.mode,
		settings: o.settings,
		executionId: o.executionId,
		onStarted: o.onStarted,
	});
	return {
		...result,
		items: result.output('Extend') ?? [],
		errorItems: result.output('Extend', 1) ?? [],
		thrown: result.error('Extend') as
			| (Error & { description?: string; httpCode?: string })
			| undefined,
		hints: result.hints('Extend'),
	};
}

/** A value of a resource picker. n8n takes it as it is, as one that was chosen from the list. */
export const byId = (value: string) => ({ __rl: true, mode: 'list', value });

/** An ID that was typed: n8n checks its form, for which it has 250 ms. */
export const typedId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Node settings for n8n's Retry On Fail. The shortest delay: n8n takes 0 for its default, a second. */
export const RETRY_ON_FAIL: Partial<INode> = {
	retryOnFail: true,
	maxTries: 2,
	waitBetweenTries: 1,
};

export const RETRY_TWICE: Partial<INode> = { ...RETRY_ON_FAIL, maxTries: 3 };

export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

export function getItemError(item: INodeExecutionData | undefined): IDataObject {
	return (item?.json.error ?? {}) as IDataObject;
}

export type { IBinaryData };

/** What an execution has besides its items: parameters over those that all have, and all else. */
export type OperationSettings = [parameters?: object, more?: Partial<RunExtendOptions>];
export type OperationWork = [items: INodeExecutionData[], ...OperationSettings];

/** Executes an operation, which `own` chooses, with what its tests have in common. */
export async function runOperation(
	emulator: RunExtendOptions['emulator'],
	own: IDataObject,
	...[items, parameters = {}, more = {}]: OperationWork
): ReturnType<typeof runExtend> {
	return await runExtend({ emulator, items, ...more, parameters: { ...own, ...parameters } });
}

/** Items that name something by its ID. */
export const toIdItems = (ids: string[]): INodeExecutionData[] =>
	ids.map((id) => ({ json: { id } }));
