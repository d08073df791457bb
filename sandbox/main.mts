import { parseArgs } from 'node:util';
import { startSandbox } from './index.mts';

/** `node sandbox/main.mts --port 8787`: a sandbox to try workflows with, until Ctrl+C. */
const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '8787' },
		host: { type: 'string', default: '127.0.0.1' },
	},
});

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
	console.error(`--port must be a number from 0 to 65535, not "${values.port}".`);
	process.exit(2);
}

const sandbox = await startSandbox({
	port,
	host: values.host,
	onAnswer({ method, path, status, placedCallId }) {
		const outcome = status ?? 'connection broken';
		console.log(`${method} ${path} -> ${outcome}${placedCallId ? ', call placed' : ''}`);
	},
}).catch((error: Error) => {
	console.error(`The sandbox cannot start: ${error.message}`);
	process.exit(1);
});

console.log(`VideoSDK sandbox: no real call is placed, no phone rings.

  Base URL    ${sandbox.url}
  API key     ${sandbox.apiKey}
  API secret  ${sandbox.apiSecret}

  The phone that rings when a workflow calls: ${sandbox.url}/_sandbox
  Ctrl+C ends it.
`);

async function end() {
	await sandbox.close();
	process.exit(0);
}
process.once('SIGINT', end);
process.once('SIGTERM', end);
