// `npm run test:e2e`: the packed package in a real n8n, over its API and in a real browser.
// What follows `--` goes to vitest: `npm run test:e2e -- -t "retry"`.
import { findBrowser } from '../test/support/browser.mts';
import { installN8nHost } from './n8nHostInstall.mts';
import { packPackage } from './pack.mts';
import { findPostgres, findRedis } from './queueServers.mts';
import { runTool } from './runTool.mts';
import { runSteps } from './steps.mts';

let tarball = '';

const passed = await runSteps([
	{ name: 'build and pack', run: async () => (tarball = await packPackage()) },
	{ name: 'n8n is installed', run: installN8nHost },
	{ name: 'a browser is there', run: findBrowser },
	{
		name: 'Redis and PostgreSQL are there',
		run: async () => [await findRedis(), await findPostgres()],
	},
	{
		name: 'tests: in a real n8n',
		run: async () =>
			await runTool(
				'vitest',
				[
					'run',
					'test/e2e/',
					// One n8n at a time: each takes a gigabyte and a processor while it starts.
					'--no-file-parallelism',
					'--testTimeout=600000',
					'--hookTimeout=600000',
					...process.argv.slice(2),
				],
				{ env: { PACKAGE_TARBALL: tarball } },
			),
	},
]);
process.exit(passed ? 0 : 1);
