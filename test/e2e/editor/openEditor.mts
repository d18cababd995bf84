import { startEmulator, type Emulator } from '../../emulator/index.mts';
import type { Cleanup } from '../support/cleanup.mts';
import { startN8n, versions, type N8n } from '../support/n8n.mts';
import { openBrowser } from './browser.mts';
import { Editor } from './editor.mts';

export interface OpenEditor {
	emulator: Emulator;
	n8n: N8n;
	editor: Editor;
	/** what the page has thrown so far */
	errors: string[];
}

/** The newest n8n with an emulator, and its editor in a browser, signed in. All of it ends with the clean-up. */
export async function openEditor(cleanup: Cleanup): Promise<OpenEditor> {
	const emulator = await startEmulator();
	cleanup.add(async () => await emulator.close());
	const n8n = await startN8n(versions.newest);
	cleanup.add(async () => await n8n.stop());
	const { page, errors, close } = await openBrowser();
	cleanup.add(close);
	const editor = new Editor(page, n8n);
	await editor.signIn();
	return { emulator, n8n, editor, errors };
}
