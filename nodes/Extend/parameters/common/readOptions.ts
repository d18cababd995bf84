import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** The options of an item as they were set, without defaults. */
export function readOptions(context: IExecuteFunctions, itemIndex: number): IDataObject {
	return context.getNodeParameter('options', itemIndex, {}) as IDataObject;
}
