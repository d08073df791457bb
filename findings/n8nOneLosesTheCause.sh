#!/usr/bin/env bash
# n8n-workflow 1.120.31 (npm; that of n8n 1.123.81): a NodeApiError made of an HTTP error has no `cause`.
# The class declares a field `cause`, which sets back what the constructor of Error was given, and is
# filled again only where the cause is no Error. n8n-workflow 2.41.0 keeps it. n8n's test of a credential
# reads `error.cause.response.status` to find the message that the credential has for a status
# (`rules` with `responseCode`), and `error.cause.code` where there was no connection: on 1.x neither is
# ever found, and the user reads n8n's own text instead.
# Seen: 1.120.31: no cause; 2.41.0: the cause, with its status 401.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent \
	one@npm:n8n-workflow@1.120.31 two@npm:n8n-workflow@2.41.0
cat > look.cjs <<'JS'
const node = { id: '1', name: 'Any', type: 'any', typeVersion: 1, position: [0, 0], parameters: {} };
const statusIn = ({ NodeApiError }) => {
	const httpError = Object.assign(new Error('Request failed with status code 401'), {
		isAxiosError: true,
		response: { status: 401, data: {} },
	});
	return new NodeApiError(node, httpError).cause?.response.status;
};
const seen = ['one', 'two'].map((name) => statusIn(require(name)));
console.log('status in the cause: 1.120.31', seen[0], '- 2.41.0', seen[1]);
if (seen[0] !== undefined || seen[1] !== 401) process.exit(1);
JS
node look.cjs
