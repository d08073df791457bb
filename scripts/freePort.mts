import { createServer } from 'node:net';

/** `preferred` when nobody listens there on loopback, else one that the system picks. */
export async function freePort(preferred = 0): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (preferred !== 0 && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
				resolve(freePort());
			} else {
				reject(error);
			}
		});
		server.listen({ port: preferred, host: '127.0.0.1', exclusive: true }, () => {
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			server.close(() => resolve(port));
		});
	});
}
