/** Writes docs/messages.md anew. Ends with 1 when a message cannot be read. */
import { writeFileSync } from 'node:fs';
import { collect } from './messages/collect.mts';
import { documentOf, FILE } from './messages/document.mts';
import { readSources } from './messages/program.mts';

const { messages, faults } = collect(readSources());
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
writeFileSync(FILE, documentOf(messages));
