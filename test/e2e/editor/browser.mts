/** Debian's chromium, driven by playwright-core. */
import { chromium, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
/** Headless, as root, without background requests. */
const ARGUMENTS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
/** Long enough for a machine that does other work, too. */
const STEP_MS = 30_000;

/** Opens a page in a new browser and collects the errors it throws. */
export async function openBrowser(width = 1440, height = 900) {
	const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
	const page: Page = await browser.newPage({ viewport: { width, height } });
	page.setDefaultTimeout(STEP_MS);
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(error.message));
	return { page, errors, close: async () => await browser.close() };
}
