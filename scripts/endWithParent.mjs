// `node endWithParent.mjs <how> <program> <arguments>`: runs a program that takes no notice of who
// started it, and ends it when its starter is gone, however that ended: the pipe to our stdin breaks
// then. Being told to end, it passes that on.
import { spawn } from 'node:child_process';

const [how, program, ...args] = process.argv.slice(2);
/** `user`, a uid and a gid, is whom the program runs as: only we need be able to read this file. */
const { signal, user } = JSON.parse(how);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...user });
const end = () => child.kill(signal);
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, end);
process.stdin.once('close', end).resume();
child.once('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
