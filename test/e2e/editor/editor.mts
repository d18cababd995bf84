/** User actions in n8n's editor, by the test IDs of n8n 2.x. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page, PageScreenshotOptions } from 'playwright-core';
import type { N8n } from '../support/n8n.mts';
import { eventually } from '../support/eventually.mts';

/** Editor controls over the canvas, and warnings about missing credentials. */
const CANVAS_OVERLAYS = [
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
const MARGIN_PX = 30;

export class Editor {
	constructor(
		readonly page: Page,
		private readonly n8n: N8n,
	) {}

	byTestId(testId: string, inside: Page | Locator = this.page): Locator {
		return inside.locator(`[data-test-id="${testId}"]`);
	}

	async signIn() {
		const { email, password } = this.n8n.client.owner;
		await this.page.goto(`${this.n8n.url}/signin`);
		await this.page.fill('input[autocomplete=email], input[type=email]', email);
		await this.page.fill('input[type=password]', password);
		await this.byTestId('form-submit-button').click();
		await this.page.waitForURL(/home|workflow/);
	}

	async openWorkflow(workflowId: string) {
		await this.page.goto(`${this.n8n.url}/workflow/${workflowId}`);
		await this.byTestId('canvas-node').first().waitFor();
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	/** Opens the node list after a node and searches it. Returns the names found, best match first. */
	async searchNodes(after: string, word: string): Promise<string[]> {
		await this.byTestId('canvas-handle-plus', this.node(after)).click();
		const names = this.byTestId('node-creator-item-name');
		await names.first().waitFor();
		const before = (await names.allInnerTexts()).join();
		await this.byTestId('node-creator-search-bar').fill(word);
		return await eventually(`nodes for ${word}`, async () => {
			const found = await names.allInnerTexts();
			return found.join() !== before && found;
		});
	}

	/** Opens the list of actions and triggers of a listed node. */
	async openActions(name: RegExp): Promise<Locator> {
		const names = this.byTestId('node-creator-item-name');
		await names.filter({ hasText: name }).first().click();
		await this.byTestId('node-creator-category-item').first().waitFor();
		return names;
	}

	/** Adds a listed node with one of its actions and waits for its panel. */
	async addNode(name: RegExp, action: RegExp) {
		const names = await this.openActions(name);
		await names.filter({ hasText: action }).first().click();
		await this.panel.waitFor();
	}

	/** Adds a trigger from the list of all nodes and waits for its panel. */
	async addTrigger(name: RegExp, trigger: RegExp) {
		await this.byTestId('node-creator-plus-button').first().click();
		await this.byTestId('node-creator-search-bar').fill(name.source.replace(/\W/g, ''));
		const names = await this.openActions(name);
		const categories = this.byTestId('node-creator-category-item');
		await categories.filter({ hasText: 'Triggers' }).click();
		await names.filter({ hasText: trigger }).first().click();
		await this.panel.waitFor();
	}

	get panel(): Locator {
		return this.byTestId('ndv');
	}

	async openNode(name: string) {
		await this.node(name).dblclick();
		await this.panel.waitFor();
	}

	async closeNode() {
		await this.byTestId('ndv-close-button').click();
		await this.panel.waitFor({ state: 'detached' });
	}

	/** The input of a parameter. `inside` is a dialog or a collection, by default the panel. */
	parameter(name: string, inside: Locator = this.panel): Locator {
		return this.byTestId(`parameter-input-${name}`, inside).last();
	}

	private get choices(): Locator {
		return this.page.locator('.el-select-dropdown__item:visible, [role=option]:visible');
	}

	/** Opens the list and selects the entry with exactly this name. */
	private async select(list: Locator, choice: string) {
		await list.click();
		const entry = this.page.getByText(choice, { exact: true });
		await this.choices.filter({ has: entry }).first().click();
	}

	/** Selects the list entry with exactly this name. */
	async choose(name: string, choice: string, inside?: Locator) {
		await this.select(this.parameter(name, inside), choice);
	}

	/** The names of the parameters that are shown, from top to bottom, without those of collections. */
	async listParameters(): Promise<string[]> {
		const inputs = this.panel.locator('[data-test-id^=parameter-input-]:visible');
		const names = await inputs.evaluateAll((elements) =>
			elements.map((element) => element.getAttribute('data-test-id') ?? ''),
		);
		return names
			.map((name) => name.replace('parameter-input-', ''))
			.filter((name) => name !== 'field');
	}

	/** A collection of the open node by its label. */
	collection(label: string): Locator {
		const items = this.byTestId('parameter-item', this.panel);
		return items.filter({ hasText: new RegExp(`^\\s*${label}`) }).first();
	}

	/** The labels of the collections that are shown, from top to bottom. */
	async listCollections(): Promise<string[]> {
		const adds = this.byTestId('collection-parameter-add');
		const items = this.byTestId('parameter-item', this.panel).filter({ has: adds });
		return (await items.allInnerTexts()).map((text) => text.trim().split('\n')[0]);
	}

	async addOption(collectionLabel: string, option: string) {
		await this.select(
			this.byTestId('collection-parameter-add', this.collection(collectionLabel)),
			option,
		);
	}

	async listHints(inside: Locator = this.output): Promise<string[]> {
		const hints = this.byTestId('node-hint', inside);
		await hints.first().waitFor();
		return (await hints.allInnerTexts()).map((text) => text.trim());
	}

	/** The shown choice of a list. */
	async getChoice(name: string, inside?: Locator): Promise<string> {
		return await this.parameter(name, inside).locator('input').first().inputValue();
	}

	async write(name: string, text: string, inside?: Locator) {
		await this.parameter(name, inside).locator('input, textarea').first().fill(text);
	}

	/**
	 * Searches a resource list and returns the entries. The list stays open. n8n shows the current choice before it
	 * loads the others, so `awaited` names one that has to be among them.
	 */
	async searchList(name: string, word: string, awaited = ''): Promise<string[]> {
		await this.byTestId('rlc-input', this.parameter(name)).click();
		await this.byTestId('rlc-item').first().waitFor();
		if (word !== '') await this.page.keyboard.type(word);
		return await eventually(`entries for ${word}`, async () => {
			const texts = await this.byTestId('rlc-item').allInnerTexts();
			const fits = (text: string) => text.toLowerCase().includes(word.toLowerCase());
			const isLoaded = texts.some((text) => text.includes(awaited));
			return isLoaded && texts.every(fits) && texts;
		});
	}

	/** Selects an entry of the open resource list. */
	async pick(entry: string) {
		await this.byTestId('rlc-item').filter({ hasText: entry }).first().click();
	}

	get output(): Locator {
		return this.byTestId('output-panel');
	}

	/** Executes the open node and waits until the output of this execution shows the text. */
	async execute(text: string) {
		const answer = this.page.waitForResponse(/workflows\/[^/]+\/run/);
		await this.byTestId('node-execute-button').click();
		const { data } = (await (await answer).json()) as { data: { executionId: string } };
		await eventually('the execution ends', async () => {
			const { status } = await this.n8n.client.getExecution(data.executionId);
			return !['new', 'running'].includes(status);
		});
		await this.output.getByText(text).first().waitFor();
	}

	/** Moves the parameter panel horizontally, in pixels. */
	async movePanels(by: number) {
		const box = await this.byTestId('panel-drag-button').first().boundingBox();
		if (!box) throw new Error('The panels cannot be moved.');
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
		await this.page.mouse.move(x, y);
		await this.page.mouse.down();
		await this.page.mouse.move(x + by, y, { steps: 10 });
		await this.page.mouse.up();
	}

	/** Waits until no toast covers the page. */
	async waitUntilToastsAreGone() {
		await this.page.locator('.el-notification').first().waitFor({ state: 'detached' });
	}

	/** Takes screenshots of the canvas in both themes, cropped to its content, without the editor's controls. */
	async captureCanvas(folder: string, name: string) {
		const style = await this.page.addStyleTag({
			content: `${CANVAS_OVERLAYS} { visibility: hidden !important; }`,
		});
		await this.byTestId('zoom-to-fit').dispatchEvent('click');
		// The fit ignores the names below the nodes.
		await this.byTestId('zoom-out-button').dispatchEvent('click');
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
		const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN_PX;
		const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN_PX;
		const right = Math.max(...boxes.map(({ x, width }) => x + width)) + 3 * MARGIN_PX;
		const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + 2 * MARGIN_PX;
		const clip = { x: left, y: top, width: right - left, height: bottom - top };
		await this.captureThemes(folder, name, async (options) => {
			await this.page.screenshot({ ...options, clip });
		});
		await style.dispose();
	}

	/** Takes screenshots in n8n's light and dark theme, by default of the whole page. */
	async captureThemes(
		folder: string,
		name: string,
		capture: (options: PageScreenshotOptions) => Promise<unknown> = async (options) =>
			await this.page.screenshot(options),
	) {
		mkdirSync(folder, { recursive: true });
		for (const colorScheme of ['dark', 'light'] as const) {
			await this.page.emulateMedia({ colorScheme });
			const file = path.join(folder, `${name}-${colorScheme}.png`);
			await capture({ path: file, animations: 'disabled' });
		}
	}
}
