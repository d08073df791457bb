import { findBrowser } from '../test/support/browser.mts';
import { installN8nHost } from './n8nHostInstall.mts';
import { packPackage } from './pack.mts';
import { findPostgres, findRedis } from './queueServers.mts';
import { runVitest } from './runVitest.mts';
import type { Step } from './steps.mts';
import { PROJECTS } from './testProjects.mts';

/** What `npm run test:e2e` does; `args` go to vitest. */
export function e2eSteps(args: string[] = []): Step[] {
	let tarball = '';
	return [
		{ name: 'build and pack', run: async () => (tarball = await packPackage()) },
		{
			name: 'n8n 2.x and 1.x are installed',
			early: true,
			// Side by side, as each waits for the network half of the time.
			run: async () => await Promise.all([installN8nHost('2.x'), installN8nHost('1.x')]),
		},
		{
			name: 'a browser, Redis and PostgreSQL are there',
			early: true,
			// One after the other: apt-get does not run twice.
			run: async () => [await findBrowser(), await findRedis(), await findPostgres()],
		},
		{
			name: 'tests: in a real n8n',
			run: async () =>
				await runVitest([PROJECTS.e2e, PROJECTS.e2eOn1x], {
					args,
					env: { PACKAGE_TARBALL: tarball },
				}),
		},
	];
}
