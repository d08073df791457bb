import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createProxy, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Trouble } from './faultTable.mts';

export interface TroubledNetwork {
	/** A Base URL that has this trouble. */
	baseUrl(trouble: Trouble): string;
	/** What n8n's environment has to say for it. */
	env: Record<string, string>;
	/** How many requests came through where none may. */
	taken(): number;
	close(): Promise<void>;
}

/** The discard service: nothing listens there. */
const NOBODY_THERE = 'http://127.0.0.1:9';
const UNKNOWN_HOST = 'videosdk.invalid';
const BEHIND_PROXY = 'behind-the-proxy.invalid';

/** What lies between n8n and VideoSDK at its worst: all of it on this machine. */
export async function startTroubledNetwork(): Promise<TroubledNetwork> {
	let taken = 0;
	const stranger = createTlsServer(await selfSigned(), (_request, response) => {
		taken += 1;
		response.end('{}');
	});
	const proxy = createProxy((_request, response) => {
		taken += 1;
		response.end('{}');
	});
	proxy.on('connect', (_request, socket) => {
		socket.end(
			'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n',
		);
	});
	await Promise.all([stranger, proxy].map(listen));
	const urls: Record<Trouble, string> = {
		refusedConnection: NOBODY_THERE,
		unknownHost: `https://${UNKNOWN_HOST}`,
		unknownCertificate: `https://127.0.0.1:${portOf(stranger)}`,
		proxyLogin: `https://${BEHIND_PROXY}`,
	};
	return {
		baseUrl: (trouble) => urls[trouble],
		env: {
			HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`,
			NO_PROXY: `127.0.0.1,${UNKNOWN_HOST}`,
		},
		taken: () => taken,
		close: async () => {
			await Promise.all([stranger, proxy].map(close));
		},
	};
}

/** A certificate that nobody has signed but itself. */
async function selfSigned(): Promise<{ key: string; cert: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert];
	const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
	await promisify(execFile)('openssl', [...request, ...subject]);
	const made = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
	await rm(folder, { recursive: true });
	return made;
}

const listen = (server: Server) =>
	new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const close = (server: Server) =>
	new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});

const portOf = (server: Server) => (server.address() as AddressInfo).port;
