#!/usr/bin/env bash
# JsSIP 3.13.8 and SIP.js 0.21.2 (npm): in a SIP URI with the parameter maddr, their parsers put the
# value of maddr in place of the host, and keep the parameter. What the URI named behind the @ is gone:
# `host` shows the other one, and so does the URI when it is written out again. The order does not
# matter, nor does the case of the name. The parser of drachtio-srf 5.0.29 keeps both.
# Seen: sip:anna@pbx.example.com;maddr=192.0.2.1 comes out as sip:anna@192.0.2.1;maddr=192.0.2.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent jssip@3.13.8 sip.js@0.21.2 drachtio-srf@5.0.29
cat > look.cjs <<'JS'
const { URI } = require('jssip');
const { Grammar } = require('sip.js/lib/grammar');
const { parseUri } = require('drachtio-srf');
for (const text of [
	'sip:anna@pbx.example.com;maddr=192.0.2.1',
	'sip:anna@pbx.example.com;transport=tcp;MADDR=192.0.2.1',
]) {
	const hosts = [URI.parse(text), Grammar.URIParse(text), parseUri(text)].map(({ host }) => host);
	console.log(text, hosts.join(' '));
	if (hosts.join() !== '192.0.2.1,192.0.2.1,pbx.example.com') process.exit(1);
}
const again = URI.parse('sip:anna@pbx.example.com;maddr=192.0.2.1').toString();
console.log(again);
if (again !== 'sip:anna@192.0.2.1;maddr=192.0.2.1') process.exit(1);
JS
node look.cjs
