import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		// n8n-workflow names source maps that it does not ship; left to Node, nobody asks for them.
		server: { deps: { external: [/node_modules/] } },
	},
});
