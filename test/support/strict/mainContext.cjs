/**
 * jest's environment for Node without a context of its own for each test file: all files of a process share its
 * globals. Only so can Node load packages for them once (support/nativeModule.cjs); from another context, their errors
 * would not be an `instanceof Error`. Files keep their own copies of our modules, and whatever jest or a file
 * replaces in the process is put back.
 */
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** Stands for the context that Node takes when none is named. */
const MAIN_CONTEXT = {};

// jest names a context for every module, and the main one has no name.
const { compileFunction } = vm;
vm.compileFunction = (code, params, options) =>
	compileFunction(
		code,
		params,
		options?.parsingContext === MAIN_CONTEXT ? { ...options, parsingContext: undefined } : options,
	);

// For the modules that Node loads (support/nativeModule.cjs).
globalThis.nativeRequire = require;

/** What jest keeps for a file, its timeouts, handlers, and tests among them. Packages keep theirs under other symbols. */
const OF_JEST = /jest|^EVENT_HANDLERS$|^TEST_TIMEOUT_SYMBOL$|RETRY/i;

function snapshot() {
	const symbols = new Set(Object.getOwnPropertySymbols(globalThis));
	const { console, setInterval } = globalThis;
	const { exit, getBuiltinModule } = process;
	const env = { ...process.env };
	return () => {
		Object.assign(globalThis, { console, setInterval });
		Object.assign(process, { exit, getBuiltinModule });
		for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
		Object.assign(process.env, env);
		for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
			if (!symbols.has(symbol) && OF_JEST.test(symbol.description)) delete globalThis[symbol];
		}
	};
}

module.exports = class MainContextEnvironment extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		const { projectConfig } = config;
		this.restore = snapshot();
		this.global = globalThis;
		this.context = MAIN_CONTEXT;
		this.globals = projectConfig.globals;
		Object.assign(globalThis, this.globals);
		// Those of the class above act on the context that it has made.
		this.moduleMocker = new this.moduleMocker.constructor(globalThis);
		this.fakeTimersModern = new this.fakeTimersModern.constructor({
			config: projectConfig,
			global: globalThis,
		});
	}

	async teardown() {
		await super.teardown();
		this.restore();
		for (const name of Object.keys(this.globals)) delete globalThis[name];
	}
};
