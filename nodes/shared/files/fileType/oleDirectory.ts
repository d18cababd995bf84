/** What an OLE file is (.doc, .xls, .ppt, .msg …): by the streams in its directory, wherever that lies in the file. */

/** The bytes at an offset of the file; fewer at its end and beyond the limits of the reader. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

/** Streams that make the type. */
const MAIN_STREAMS: Record<string, string> = {
	worddocument: 'doc',
	workbook: 'xls',
	book: 'xls',
	'powerpoint document': 'ppt',
};

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
/** Larger numbers of sectors have another meaning, e.g. the end of a chain. */
const MAX_SECTOR = 0xfffffffa;
/** How many places of the allocation table are in the header. */
const TABLES_IN_HEADER = 109;
/** A thousand streams and more, with small sectors. */
const MAX_DIRECTORY_SECTORS = 300;

interface Entry {
	name: string;
	left: number;
	right: number;
	child: number;
}

/** `doc`, `xls` or `ppt`; undefined for any other, e.g. a message of Outlook, and for what cannot be read. */
export async function detectOleType(readAt: ReadAt): Promise<string | undefined> {
	const entries = await readDirectory(readAt);
	const names = listTopNames(entries).map((name) => name.toLowerCase());
	const main = Object.keys(MAIN_STREAMS).find((stream) => names.includes(stream));
	return main === undefined ? undefined : MAIN_STREAMS[main];
}

/** The directory is a chain of sectors; the table of sectors says which one is next. */
async function readDirectory(readAt: ReadAt): Promise<Entry[]> {
	const header = await readAt(0, HEADER_BYTES);
	if (header.length < HEADER_BYTES) return [];
	const shift = header.readUInt16LE(30);
	if (shift !== 9 && shift !== 12) return [];
	const size = 2 ** shift;
	const perSector = size / 4;
	const readSector = async (sector: number) => await readAt((sector + 1) * size, size);
	const readNumber = async (sector: number, index: number): Promise<number> => {
		if (sector > MAX_SECTOR) return MAX_SECTOR + 1;
		const bytes = await readSector(sector);
		return bytes.length === size ? bytes.readUInt32LE(4 * index) : MAX_SECTOR + 1;
	};
	/** Large files have further places of the table in sectors, each of which ends with the number of the next. */
	const findTable = async (index: number): Promise<number> => {
		if (index < TABLES_IN_HEADER) return header.readUInt32LE(76 + 4 * index);
		let list = header.readUInt32LE(68);
		let rest = index - TABLES_IN_HEADER;
		for (; rest >= perSector - 1; rest -= perSector - 1)
			list = await readNumber(list, perSector - 1);
		return await readNumber(list, rest);
	};

	const entries: Entry[] = [];
	let sector = header.readUInt32LE(48);
	for (let count = 0; sector <= MAX_SECTOR && count < MAX_DIRECTORY_SECTORS; count++) {
		const bytes = await readSector(sector);
		for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
			entries.push(parseEntry(bytes.subarray(at, at + ENTRY_BYTES)));
		}
		if (bytes.length < size) break;
		sector = await readNumber(await findTable(Math.floor(sector / perSector)), sector % perSector);
	}
	return entries;
}

function parseEntry(bytes: Buffer): Entry {
	// With the zero that ends the name.
	const length = Math.min(bytes.readUInt16LE(64), 64);
	return {
		name: bytes.toString('utf16le', 0, Math.max(0, length - 2)),
		left: bytes.readUInt32LE(68),
		right: bytes.readUInt32LE(72),
		child: bytes.readUInt32LE(76),
	};
}

/** Below the root only: a document may have a workbook within. The entries of a folder are a binary tree. */
function listTopNames(entries: Entry[]): string[] {
	const names: string[] = [];
	const seen = new Set<number>();
	const [root] = entries;
	const open = root ? [root.child] : [];
	for (let index = open.pop(); index !== undefined; index = open.pop()) {
		const entry = entries[index];
		if (!entry || seen.has(index)) continue;
		seen.add(index);
		names.push(entry.name);
		open.push(entry.left, entry.right);
	}
	return names;
}
