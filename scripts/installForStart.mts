// What `npm start` needs beside the project's own dependencies: run.mjs has it installed at the same time,
// so nothing here may need those.
import { installN8nForSandbox } from './n8nHostInstall.mts';
import { say } from './progress.mjs';

await installN8nForSandbox().catch((error: Error) => {
	say(`\n${error.message}`);
	process.exit(1);
});
