/** One thing that the product says. */
export interface Message {
	part: Part;
	/** `error`: needs something to do; the others say something that stands in an error, or by itself */
	kind: 'error' | 'reason' | 'step' | 'hint' | 'log' | 'answer' | 'frame';
	says: string;
	/** what to do; empty where nothing can be done or another sentence says it */
	fix: string;
	/** the code of Extend, or the parameters that it can be about */
	about: string;
	/** the file that says it */
	where: string;
}

/** Where the builder meets it. */
export const PARTS = [
	'Parameters',
	'Documents',
	"Extend's answers",
	'Runs',
	'Credential',
	'Trigger',
	'Hints',
] as const;
export type Part = (typeof PARTS)[number];

/** Files whose messages belong elsewhere than under Parameters. */
const PART_OF_FILE: Array<[RegExp, Part]> = [
	[/^credentials\//, 'Credential'],
	[/^nodes\/ExtendTrigger\//, 'Trigger'],
	[/shared\/webhook\.ts$/, 'Trigger'],
	[/shared\/(hints|output)\.ts$/, 'Hints'],
	[/shared\/(sentences|outcome|errors|calls|transport|savedConfig)\.ts$/, "Extend's answers"],
	[/methods\/(lists|rowsFields)\.ts$/, "Extend's answers"],
	[/shared\/(files|download|foreignGet|foreignUrl)\.ts$/, 'Documents'],
	[/fields\/(sources|binaryFields|fileRef)\.ts$/, 'Documents'],
	[/shared\/(runs|runCalls|runProblems|batchRuns|outputRows)\.ts$/, 'Runs'],
	[/actions\/(router|documentWork|runItems)\.ts$/, 'Runs'],
	[/actions\/run\/cancel/, 'Runs'],
];

/** The part that a file of the product belongs to. */
export function partOf(file: string): Part {
	return PART_OF_FILE.find(([pattern]) => pattern.test(file))?.[1] ?? 'Parameters';
}
