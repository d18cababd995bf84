/** What a builder does in n8n's editor, by the test IDs of n8n 2.x. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { N8n } from '../support/n8n.mts';
import { eventually } from '../support/eventually.mts';

/** By test ID or class: what the editor shows over the canvas, and that credentials are missing. */
const OVER_THE_CANVAS = [
	'[data-test-id=canvas-controls]',
	'[data-test-id=node-issues]',
	'[class*=nodeButtonsWrapper]',
	'[class*=executionButtons]',
	'[class*=_tabs_]',
	'.n8n-tabs',
	'[data-test-id=radio-button-workflow]',
	'[data-test-id=radio-button-executions]',
	'[data-test-id=radio-button-evaluation]',
	'[data-test-id=node-creator-plus-button]',
].join(', ');
/** in pixels */
const MARGIN = 30;

export class Editor {
	constructor(
		readonly page: Page,
		private readonly n8n: N8n,
	) {}

	id(testId: string, inside: Page | Locator = this.page): Locator {
		return inside.locator(`[data-test-id="${testId}"]`);
	}

	async signIn() {
		const { email, password } = this.n8n.client.owner;
		await this.page.goto(`${this.n8n.url}/signin`);
		await this.page.fill('input[autocomplete=email], input[type=email]', email);
		await this.page.fill('input[type=password]', password);
		await this.id('form-submit-button').click();
		await this.page.waitForURL(/home|workflow/);
	}

	async openWorkflow(workflowId: string) {
		await this.page.goto(`${this.n8n.url}/workflow/${workflowId}`);
		await this.id('canvas-node').first().waitFor();
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	/** Opens the list of nodes behind a node and looks for a word; gives the names found, best first. */
	async searchNodes(after: string, word: string): Promise<string[]> {
		await this.id('canvas-handle-plus', this.node(after)).click();
		const names = this.id('node-creator-item-name');
		await names.first().waitFor();
		const before = (await names.allInnerTexts()).join();
		await this.id('node-creator-search-bar').fill(word);
		return await eventually(`nodes for ${word}`, async () => {
			const found = await names.allInnerTexts();
			return found.join() !== before && found;
		});
	}

	/** Adds a node that is in the list, with one of its actions; its panel opens. */
	async addNode(name: RegExp, action: RegExp) {
		const names = this.id('node-creator-item-name');
		await names.filter({ hasText: name }).first().click();
		await names.filter({ hasText: action }).first().click();
		await this.panel.waitFor();
	}

	get panel(): Locator {
		return this.id('ndv');
	}

	async openNode(name: string) {
		await this.node(name).dblclick();
		await this.panel.waitFor();
	}

	async closeNode() {
		await this.id('ndv-close-button').click();
		await this.panel.waitFor({ state: 'detached' });
	}

	/** The field of a parameter; `inside` a dialog or a collection, the panel if left out. */
	parameter(name: string, inside: Locator = this.panel): Locator {
		return this.id(`parameter-input-${name}`, inside).last();
	}

	private get choices(): Locator {
		return this.page.locator('.el-select-dropdown__item:visible, [role=option]:visible');
	}

	/** Takes the entry of a list that has exactly this name. */
	async choose(name: string, choice: string, inside?: Locator) {
		await this.parameter(name, inside).click();
		const entry = this.page.getByText(choice, { exact: true });
		await this.choices.filter({ has: entry }).first().click();
	}

	async write(name: string, text: string, inside?: Locator) {
		await this.parameter(name, inside).locator('input, textarea').first().fill(text);
	}

	/** What a searchable list offers for a word that its entries have; it stays open. */
	async searchList(name: string, word: string): Promise<string[]> {
		await this.id('rlc-input', this.parameter(name)).click();
		await this.id('rlc-item').first().waitFor();
		if (word !== '') await this.page.keyboard.type(word);
		return await eventually(`entries for ${word}`, async () => {
			const texts = await this.id('rlc-item').allInnerTexts();
			const fits = (text: string) => text.toLowerCase().includes(word.toLowerCase());
			return texts.length > 0 && texts.every(fits) && texts;
		});
	}

	/** Takes an entry of the searchable list that is open. */
	async pick(entry: string) {
		await this.id('rlc-item').filter({ hasText: entry }).first().click();
	}

	get output(): Locator {
		return this.id('output-panel');
	}

	/** Runs the open node and waits until the output of this run shows this text. */
	async execute(text: string) {
		const answer = this.page.waitForResponse(/workflows\/[^/]+\/run/);
		await this.id('node-execute-button').click();
		const { data } = (await (await answer).json()) as { data: { executionId: string } };
		await eventually('the execution ends', async () => {
			const { status } = await this.n8n.client.execution(data.executionId);
			return !['new', 'running'].includes(status);
		});
		await this.output.getByText(text).first().waitFor();
	}

	/** Moves the parameters between input and output by so many pixels. */
	async movePanels(by: number) {
		const box = await this.id('panel-drag-button').first().boundingBox();
		if (!box) throw new Error('The panels cannot be moved.');
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
		await this.page.mouse.move(x, y);
		await this.page.mouse.down();
		await this.page.mouse.move(x + by, y, { steps: 10 });
		await this.page.mouse.up();
	}

	/** Waits until no message covers the page. */
	async withoutToasts() {
		await this.page.locator('.el-notification').first().waitFor({ state: 'detached' });
	}

	/** A picture of what lies on the canvas, cut to its size, without the editor's controls. */
	async canvasShot(file: string) {
		const style = await this.page.addStyleTag({
			content: `${OVER_THE_CANVAS} { visibility: hidden !important; }`,
		});
		await this.id('zoom-to-fit').dispatchEvent('click');
		// The names below the nodes do not count for the fit.
		await this.id('zoom-out-button').dispatchEvent('click');
		const bounds = async () => {
			const nodes = this.page.locator('.vue-flow__node');
			return await Promise.all((await nodes.all()).map(async (node) => await node.boundingBox()));
		};
		let before = '';
		const boxes = await eventually('the view is at rest', async () => {
			const now = await bounds();
			const rests = JSON.stringify(now) === before;
			before = JSON.stringify(now);
			return rests && now.filter((box) => box !== null);
		});
		const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
		const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
		const right = Math.max(...boxes.map(({ x, width }) => x + width)) + 3 * MARGIN;
		const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + 2 * MARGIN;
		await this.page.screenshot({
			path: file,
			clip: { x: left, y: top, width: right - left, height: bottom - top },
		});
		await style.dispose();
	}

	/** A picture of the page in n8n's light and dark theme, into `folder`. */
	async shots(folder: string, name: string) {
		mkdirSync(folder, { recursive: true });
		for (const colorScheme of ['dark', 'light'] as const) {
			await this.page.emulateMedia({ colorScheme });
			await this.page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`) });
		}
	}
}
