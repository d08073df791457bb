#!/usr/bin/env bash
# @videosdk.live/server-sdk 0.1.1 fetches the public key of webhooks once for each client and never again.
# After VideoSDK has changed its key, `webhooks.verify` refuses every genuine delivery with "Webhook
# signature is invalid." until the program is started anew, though the host gives the new key. It does not
# fetch the key a second time when a signature does not fit. A new client accepts the same delivery.
#
# Output seen:
#   signed with the first key: accepted
#   signed with the new key: refused (Webhook signature is invalid.)
#   the same, asked a second time: refused (Webhook signature is invalid.)
#   the same, by a new client: accepted
#   keys fetched: 2
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @videosdk.live/server-sdk@0.1.1

cat >run.mjs <<'END'
import { createServer } from 'node:http';
import { generateKeyPairSync, sign } from 'node:crypto';
import { VideoSDK } from '@videosdk.live/server-sdk';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
let key = newKey();
let fetched = 0;
const server = createServer((_request, response) => {
	fetched += 1;
	const publicKey = key.publicKey.export({ type: 'pkcs1', format: 'pem' });
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify({ publicKey }));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const apiEndpoint = `http://127.0.0.1:${server.address().port}`;
const newClient = () => new VideoSDK({ apiKey: 'key', secret: 'a-secret-of-nobody', apiEndpoint });

const body = Buffer.from('{"webhookType":"call-hangup","data":{"callId":"c1"}}');
const seen = [];
async function deliver(what, client) {
	const signature = sign('RSA-SHA256', body, key.privateKey).toString('base64');
	const verdict = await client.webhooks.verify(body, signature).then(
		() => 'accepted',
		(error) => `refused (${error.message})`,
	);
	seen.push(verdict.split(' ')[0]);
	console.log(`${what}: ${verdict}`);
}

const client = newClient();
await deliver('signed with the first key', client);
key = newKey();
await deliver('signed with the new key', client);
await deliver('the same, asked a second time', client);
await deliver('the same, by a new client', newClient());
console.log(`keys fetched: ${fetched}`);
server.close();
server.closeAllConnections();
const isAsBefore = `${seen}` === 'accepted,refused,refused,accepted' && fetched === 2;
process.exitCode = isAsBefore ? 0 : 1;
END
node run.mjs
