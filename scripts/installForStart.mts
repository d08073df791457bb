// What `npm start` needs beside the project's own dependencies: run.mjs has it installed at the same time,
// so nothing here may need those.
import { installN8nHost } from './n8nHostInstall.mts';
import { chosenN8nLine } from './n8nLines.mts';
import { say } from './progress.mjs';

await installN8nHost(chosenN8nLine()).catch((error: Error) => {
	say(`\n${error.message}`);
	process.exit(1);
});
