import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const { resolve } = createRequire(import.meta.url);

export default defineConfig({
	// n8n-workflow's files for `import` do not load in Node; n8n itself uses those for `require`.
	resolve: { alias: { 'n8n-workflow': resolve('n8n-workflow') } },
	// A busy machine must not fail a test; one that hangs ends all the same. Tests have no limits of their
	// own but longer ones.
	test: { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } },
});
