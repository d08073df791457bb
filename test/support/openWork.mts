// What of this process's work is under way somewhere else than in its own code: on a wire, in the kernel,
// in another process. All servers that the tests in n8n's engine speak to are in this process, so what
// is on its way between two of its sockets can be told exactly, by what each has written and read.
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** Sockets of which the other end is not known: not yet, or because it is in another process. */
const clients = new Set<Socket>();
const servers = new Set<Socket>();
/** Both ends of a connection, until both are closed. */
const wires = new Set<{ client: Socket; server: Socket }>();
const requests = new Set<ClientRequest>();

/** From now on connections and requests are noticed; those that are open already are not. */
export function noticeOpenWork(): void {
	subscribe('net.client.socket', (message) => collect(clients, (message as WithSocket).socket));
	subscribe('net.server.socket', (message) => collect(servers, (message as WithSocket).socket));
	subscribe('http.client.request.start', (message) => {
		const { request } = message as { request: ClientRequest };
		requests.add(request);
		request.once('close', () => requests.delete(request));
	});
}

interface WithSocket {
	socket: Socket;
}

function collect(ends: Set<Socket>, socket: Socket): void {
	ends.add(socket);
	socket.once('close', () => ends.delete(socket));
}

/** Some request has been sent, or is about to be, and is not over: its answer may be kept back on purpose. */
export const isAsking = () => requests.size > 0;

/** Nothing is on its way that this process would have to wait for, but what its own code keeps back. */
export function isQuiet(): boolean {
	for (const server of servers) join(server);
	if (clients.size > 0 || servers.size > 0) return false;
	for (const wire of wires) if (!isStill(wire)) return false;
	return process.getActiveResourcesInfo().every((name) => ONLY_WAITS.test(name));
}

/** The client knows its own port a moment after the server does. */
function join(server: Socket): void {
	for (const client of clients) {
		if (client.localPort !== server.remotePort || client.remotePort !== server.localPort) continue;
		const wire = { client, server };
		clients.delete(client);
		servers.delete(server);
		wires.add(wire);
		// Of two ends of which one is closed, the other has still to hear of it.
		const forget = () => client.closed && server.closed && wires.delete(wire);
		client.once('close', forget);
		server.once('close', forget);
		return;
	}
}

/** All that either end has written has been read by the other. */
function isStill({ client, server }: { client: Socket; server: Socket }): boolean {
	if (client.destroyed || server.destroyed) return false;
	return client.bytesWritten === server.bytesRead && server.bytesWritten === client.bytesRead;
}

/**
 * What Node holds open while it only waits: the sockets, which are looked at one by one, the wire to
 * vitest, and timers. Whatever else there is ends by itself: a file, a name that is looked up, another
 * program, what is to be done in the next turn.
 */
const ONLY_WAITS = /^(?:(?:TCPServer|TCPSocket|Pipe|TTY|Signal)Wrap|MessagePort|Timeout)$/;
