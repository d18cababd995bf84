/** Puts options where the editor has them, so that tests name an option and not its collection. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Extend } from './testedNodes.mts';

const { properties } = new Extend().description;

function isShown({ displayOptions }: INodeProperties, parameters: IDataObject): boolean {
	const { resource = 'document', operation = 'extract', runType = 'extract_run' } = parameters;
	const { show } = displayOptions ?? {};
	return (
		(show?.resource?.includes(resource as string) ?? true) &&
		(show?.operation?.includes(operation as string) ?? true) &&
		(resource !== 'batch' || (show?.runType?.includes(runType as string) ?? true))
	);
}

/** The names that `placeOptions` takes for a collection of Document > Extract. */
export function listOptions(collection: string): string[] {
	const found = properties.find(
		(property) => property.name === collection && isShown(property, {}),
	);
	return (found?.options as INodeProperties[]).flatMap(({ name, options = [] }) => {
		const settings = options.find((group) => group.name === 'settings');
		if (!settings || !('values' in settings)) return [name];
		return settings.values.map((setting) => `${name}.${setting.name}`);
	});
}

/**
 * The parameters of a node with each option in its collection. Options of no collection, such as those of another
 * operation, stay in `options`. The output is the unchanged run unless it is chosen: most tests compare that.
 * @param options by name; settings of a bundle as `bundle.setting`
 */
export function placeOptions(parameters: IDataObject, options: IDataObject = {}): IDataObject {
	const { runType = 'extract_run' } = parameters;
	const shown = properties.filter((property) => isShown(property, parameters));
	const collections = shown.filter(({ type }) => type === 'collection');
	const placed: IDataObject = { options: {} };
	const put = (collection: string, path: string, value: unknown) => {
		const values = (placed[collection] ??= {}) as IDataObject;
		const [name, setting] = path.split('.');
		if (setting === undefined) values[name] = value as IDataObject[string];
		else {
			const bundle = (values[name] ??= { settings: {} }) as { settings: IDataObject };
			bundle.settings[setting] = value as IDataObject[string];
		}
	};
	const findCollection = (path: string) =>
		collections.find(({ options: entries = [] }) =>
			(entries as INodeProperties[]).some(
				({ name, displayOptions }) =>
					name === path.split('.')[0] &&
					(displayOptions?.show?.['/runType']?.includes(runType as string) ?? true),
			),
		);

	for (const [name, value] of Object.entries(parameters)) {
		const isCollection = collections.some((collection) => collection.name === name);
		const collection = shown.some((property) => property.name === name)
			? undefined
			: findCollection(name)?.name;
		if (isCollection && typeof value === 'object') {
			for (const [option, set] of Object.entries(value ?? {})) put(name, option, set);
		} else if (collection !== undefined) put(collection, name, value);
		else placed[name] = value;
	}
	for (const [name, value] of Object.entries(options)) {
		put(findCollection(name)?.name ?? 'options', name, value);
	}
	const output = shown.find(({ name }) => name === 'output');
	return output?.default === 'fields' ? { output: 'run', ...placed } : placed;
}
