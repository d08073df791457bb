import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections: none of those takes a port away
 * between here and whoever listens there, or while a program on it is started again.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** `preferred` when nobody listens there on loopback, else another one; 0 = any. */
export async function freePort(preferred = 0): Promise<number> {
	const port = preferred === 0 ? randomInt(LOWEST, HIGHEST) : preferred;
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(freePort());
			else reject(error);
		});
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
			server.close(() => resolve(port));
		});
	});
}
