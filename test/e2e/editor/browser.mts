/** Debian's chromium, driven by playwright-core. */
import { chromium, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
/** As root and without a display; nothing that calls home. */
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
const STEP_MS = 12_000;

/** A page of `width` × `height` pixels in a browser of its own, and what the page threw. */
export async function openBrowser(width = 1440, height = 900) {
	const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
	const page: Page = await browser.newPage({ viewport: { width, height } });
	page.setDefaultTimeout(STEP_MS);
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(error.message));
	return { page, errors, close: async () => await browser.close() };
}
