/** Every string of the descriptions of nodes and credentials that the editor shows. */
import type {
	INodeProperties,
	INodePropertyMode,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

/** What a string is: its limits of length and the rules for it depend on that. */
export type StringKind =
	| 'action'
	| 'button'
	| 'default'
	| 'hint'
	| 'label'
	| 'notice'
	| 'optionDescription'
	| 'optionName'
	| 'panel'
	| 'placeholder'
	| 'prose'
	| 'title'
	| 'tooltip';

export interface UiString {
	/** where it stands, e.g. `Extend (document: extract) › Options › Timeout` */
	place: string;
	kind: StringKind;
	text: string;
	/** of the parameter or option that the string belongs to */
	name?: string;
	/** of the parameter, e.g. `boolean` */
	type?: string;
	/** which parameters stand side by side: those of a collection, or those of an operation */
	group?: string;
}

type Described = Pick<INodeTypeDescription, 'displayName' | 'properties'> &
	Partial<INodeTypeDescription>;

interface Place {
	place: string;
	group: string;
}

/** An entry of `options`: a choice, a parameter of a collection, or a group of a fixed collection. */
type Entry = Partial<INodePropertyOptions> &
	Partial<Omit<INodeProperties, 'name' | 'type' | 'options'>> & {
		name: string;
		type?: INodeProperties['type'];
		values?: INodeProperties[];
	};

export function readStrings(description: Described): UiString[] {
	const { displayName } = description;
	return [
		{ place: displayName, kind: 'title', text: displayName },
		...readNodeTexts(description),
		...description.properties.flatMap((property) => {
			const place = `${displayName}${describeShow(property)}`;
			return readProperty(property, { place, group: place });
		}),
	];
}

/** The texts of the node itself: in the node panel, on the canvas, while listening. */
function readNodeTexts(description: Described): UiString[] {
	const { displayName: place } = description;
	const { triggerPanel, hints = [], subtitle = '' } = description;
	const help = typeof triggerPanel === 'object' ? triggerPanel : {};
	const { executionsHelp } = help;
	const prose = [
		description.description,
		description.eventTriggerDescription,
		description.activationMessage,
		help.header,
		help.activationHint,
		...hints.map(({ message }) => message),
		...readSubtitle(subtitle),
	];
	const panel =
		typeof executionsHelp === 'object' ? Object.values(executionsHelp) : [executionsHelp];
	return [
		...prose.map((text) => ({ place, kind: 'prose' as const, text })),
		...panel.map((text) => ({ place, kind: 'panel' as const, text })),
	].flatMap(({ text, ...common }) => (typeof text === 'string' ? [{ ...common, text }] : []));
}

/** The words in the expression of a subtitle, without the values that it looks up. */
function readSubtitle(subtitle: string): string[] {
	const code = subtitle.replace(/\$\w+(\.\w+|\["\w+"\])*|"[\w.]+":/g, '');
	return [...code.matchAll(/(["'`])((?:(?!\1).)*\p{L}(?:(?!\1).)*)\1/gu)].map(([, , text]) => text);
}

function readProperty(property: INodeProperties, { place, group }: Place): UiString[] {
	const { displayName, name, type, typeOptions = {}, modes = [], options = [] } = property;
	const own = `${place} › ${displayName}`;
	const common = { place: own, name, type, group };
	const isNotice = type === 'notice' || type === 'callout';
	return [
		{ ...common, kind: isNotice ? ('notice' as const) : ('label' as const), text: displayName },
		...readTexts(common, {
			tooltip: property.description,
			hint: property.hint,
			placeholder: property.placeholder,
			button: typeOptions.multipleValueButtonText,
			default: readDefault(property),
		}),
		...modes.flatMap((mode) => [
			{ place: own, kind: 'optionName' as const, text: mode.displayName },
			...readTexts(
				{ place: `${own} › ${mode.displayName}` },
				{ placeholder: mode.placeholder, hint: mode.hint },
			),
			...readTexts(
				{ place: `${own} › ${mode.displayName}` },
				{ hint: readValidationMessage(mode) },
			),
		]),
		...(options as Entry[]).flatMap((entry) => readEntry(entry, { place: own, group: own })),
	];
}

/** What the editor shows under a value that is not valid. */
function readValidationMessage({ validation = [] }: INodePropertyMode): string | undefined {
	const [first] = validation;
	return first && 'properties' in first
		? (first.properties as { errorMessage?: string }).errorMessage
		: undefined;
}

function readEntry(entry: Entry, { place, group }: Place): UiString[] {
	if (entry.values) {
		const own = `${place} › ${entry.displayName}`;
		return [
			{ place: own, kind: 'label', text: String(entry.displayName), name: entry.name, group },
			...entry.values.flatMap((property) => readProperty(property, { place: own, group: own })),
		];
	}
	if (entry.type) return readProperty(entry as INodeProperties, { place, group });
	const own = `${place} › ${entry.name}`;
	return [
		{ place: own, kind: 'optionName', text: entry.name },
		...readTexts({ place: own }, { optionDescription: entry.description, action: entry.action }),
	];
}

function readTexts(
	common: Omit<UiString, 'kind' | 'text'>,
	texts: Partial<Record<StringKind, string>>,
): UiString[] {
	return Object.entries(texts).flatMap(([kind, text]) =>
		text ? [{ ...common, kind: kind as StringKind, text }] : [],
	);
}

/** A default that is a sentence, and no code. */
function readDefault({ default: value }: INodeProperties): string | undefined {
	return typeof value === 'string' && /\p{L} \p{L}+ \p{L}/u.test(value) ? value : undefined;
}

/** Resource and operation that a parameter belongs to. */
function describeShow({ displayOptions }: INodeProperties): string {
	const { resource, operation } = displayOptions?.show ?? {};
	const names = [resource, operation].flatMap((list) => (list ? [list.join('/')] : []));
	return names.length > 0 ? ` (${names.join(': ')})` : '';
}
