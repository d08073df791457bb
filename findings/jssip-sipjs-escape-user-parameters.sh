#!/usr/bin/env bash
# JsSIP 3.13.8 and SIP.js 0.21.2 (npm): a URI with parameters in its user part, as RFC 3966 numbers have
# them, does not survive parsing and writing. The ; and = come out escaped, so that a server that takes
# the part before the @ as it is written sees no extension and no phone-context any more, and 2125550123
# with the context +1 is a number of no country. A + that came in escaped (%2B) is unescaped on the same
# way, and one in front of a name too, where RFC 3261 (19.1.4) does not call the two equivalent.
# Seen: sip:2125550123;phone-context=+1@gw.example.com comes out as
# sip:2125550123%3Bphone-context%3D+1@gw.example.com, and anna%2Bwork as anna+work.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent jssip@3.13.8 sip.js@0.21.2
cat > look.cjs <<'JS'
const { URI } = require('jssip');
const { Grammar } = require('sip.js/lib/grammar');
const expected = {
	'sip:2125550123;phone-context=+1@gw.example.com':
		'sip:2125550123%3Bphone-context%3D+1@gw.example.com',
	'sip:+12025550123;ext=1234@gw.example.com': 'sip:+12025550123%3Bext%3D1234@gw.example.com',
	'sip:%2B12025550123@gw.example.com': 'sip:+12025550123@gw.example.com',
	'sip:anna%2Bwork@gw.example.com': 'sip:anna+work@gw.example.com',
};
for (const [text, wanted] of Object.entries(expected)) {
	const written = [URI.parse(text), Grammar.URIParse(text)].map(String);
	console.log(text, '->', written.join(' '));
	if (written.some((one) => one !== wanted)) process.exit(1);
}
JS
node look.cjs
