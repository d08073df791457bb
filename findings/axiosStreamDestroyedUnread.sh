#!/usr/bin/env bash
# axios 1.18.0 (npm): with `maxContentLength`, also when that is Infinity, `responseType: 'stream'` gives a
# Readable around the answer in place of the answer itself. When it is destroyed before anything was read
# of it, as somebody does who sees by the headers that a recording is too large or of another kind, the
# connection stays open, and what the server goes on sending lies behind it. After a first piece was read,
# or without `maxContentLength`, destroying it closes the connection. Aborting the request's `signal` closes
# it in any case. n8n's `httpRequest` helper sets it to Infinity (@n8n/backend-network 1.13.3, n8n 2.41.1), and
# hands such streams to nodes (`encoding: 'stream'`).
#
# Output seen:
#   without maxContentLength, destroyed unread: open connections 0
#   with maxContentLength, destroyed unread: open connections 1
#   with maxContentLength, destroyed after the first piece: open connections 0
#   with maxContentLength, aborted unread: open connections 0
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent axios@1.18.0

cat >run.mjs <<'END'
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';

const PIECE = Buffer.alloc(64 * 1024);
const PIECES = 400;
const open = new Set();
function* recording() {
	for (let sent = 0; sent < PIECES; sent++) yield PIECE;
}
const server = createServer((_request, response) => {
	response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': PIECE.length * PIECES });
	Readable.from(recording()).pipe(response);
});
server.on('connection', (socket) => {
	open.add(socket);
	socket.on('error', () => {});
	socket.once('close', () => open.delete(socket));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/recording.mp3`;

const seen = [];
async function openAfter(what, options, end) {
	const request = new AbortController();
	const settings = { responseType: 'stream', signal: request.signal, ...options };
	const { data } = await axios.get(url, settings);
	data.on('error', () => {});
	await end(data, request);
	for (let looks = 0; looks < 20 && open.size > 0; looks++) await sleep(100);
	seen.push(open.size);
	console.log(`${what}: open connections ${open.size}`);
	for (const socket of open) socket.destroy();
	await sleep(100);
}
const limited = { maxContentLength: Infinity };
const destroy = (data) => data.destroy();
const destroyOnceRead = async (data) => {
	await once(data, 'data');
	data.destroy();
};
await openAfter('without maxContentLength, destroyed unread', {}, destroy);
await openAfter('with maxContentLength, destroyed unread', limited, destroy);
await openAfter('with maxContentLength, destroyed after the first piece', limited, destroyOnceRead);
await openAfter('with maxContentLength, aborted unread', limited, (_data, request) => request.abort());
server.close();
server.closeAllConnections();
process.exitCode = `${seen}` === '0,1,0,0' ? 0 : 1;
END
node run.mjs
