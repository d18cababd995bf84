/** npm run messages: writes docs/dev/messages.md. */
import { writeFileSync } from 'node:fs';
import { readSources } from './house/sources.mts';
import { FILE, printDocument } from './messages/document.mts';
import { readTables } from './messages/tables.mts';

writeFileSync(FILE, printDocument(readTables(readSources())));
