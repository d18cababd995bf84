import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/**
 * The properties with these display options beside their own.
 * In place of n8n's `updateDisplayOptions`, whose deep merge took much of the time to load the node
 * (docs/dev/benchmarks.md, the package).
 */
export function withDisplayOptions(
	{ show, hide }: Pick<IDisplayOptions, 'show' | 'hide'>,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => {
		const { displayOptions: own } = property;
		return {
			...property,
			displayOptions: {
				...own,
				...(show ? { show: { ...own?.show, ...show } } : {}),
				...(hide ? { hide: { ...own?.hide, ...hide } } : {}),
			},
		};
	});
}
