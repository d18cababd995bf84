import { ArgumentError } from '../demo/arguments.mts';

export const USAGE = `npm run test:live -- --yes [options]

Tries every assumption of docs/dev/assumptions.md against the real Extend, with small documents.
Without --yes it prints what it would do and cost, and sends nothing.

  --yes                 do it: it costs credits
  --only ID[,ID…]       only these assumptions
  --create-extractor    also those about saved extractors. Makes one extractor, once: the API cannot delete it
  --webhook-url URL     also those about deliveries: a public https address that leads to --port of this machine
  --port N              the port for --webhook-url
  --minutes N           stop the checks after this time (default 5)
  --out FOLDER          where live.json and live.md are written (default .cache/live)
  --help                prints this text

Environment:
  EXTEND_API_KEY        the key; needs an account at Extend
  EXTEND_REGION         us (default), us2 or eu
  EXTEND_BASE_URL       another address, in place of a region
  EXTEND_WORKSPACE_ID   for keys of a whole organization

Exit codes: 0 all held or not checkable, 1 something is not held or could not be deleted, 2 wrong use,
130 stopped. What was made is deleted in any case.
`;

export interface LiveArguments {
	yes: boolean;
	help: boolean;
	createExtractor: boolean;
	/** undefined: all */
	only?: string[];
	webhookUrl?: string;
	port?: number;
	minutes: number;
	out: string;
}

/** Throws ArgumentError. */
export function parseLiveArguments(args: string[]): LiveArguments {
	const parsed: LiveArguments = {
		yes: false,
		help: false,
		createExtractor: false,
		minutes: 5,
		out: '.cache/live',
	};
	for (let i = 0; i < args.length; i++) {
		const name = args[i];
		const readValue = () => {
			const value = args[++i];
			if (value === undefined || value === '') throw new ArgumentError(`${name} needs a value.`);
			return value;
		};
		if (name === '--yes') parsed.yes = true;
		else if (name === '--help' || name === '-h') parsed.help = true;
		else if (name === '--create-extractor') parsed.createExtractor = true;
		else if (name === '--only') parsed.only = readValue().split(',');
		else if (name === '--webhook-url') parsed.webhookUrl = readUrl(readValue());
		else if (name === '--port') parsed.port = readNumber(name, readValue(), 65_535);
		else if (name === '--minutes') parsed.minutes = readNumber(name, readValue(), 60);
		else if (name === '--out') parsed.out = readValue();
		else throw new ArgumentError(`Unknown option ${name}. --help lists the options.`);
	}
	if ((parsed.webhookUrl === undefined) !== (parsed.port === undefined)) {
		throw new ArgumentError('--webhook-url and --port belong together.');
	}
	return parsed;
}

function readNumber(name: string, text: string, max: number): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= 1 && value <= max) return value;
	throw new ArgumentError(`${name} has to be a whole number from 1 to ${max}.`);
}

function readUrl(text: string): string {
	if (/^https?:\/\/[^/?#]+/.test(text) && URL.canParse(text)) return text.replace(/\/$/, '');
	throw new ArgumentError('--webhook-url has to be an address that begins with https://.');
}
