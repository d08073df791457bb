#!/usr/bin/env bash
# libphonenumber-js 1.13.16 (its metadata: max): a German mobile number in international digits whose +
# was lost, 4915123456789, read with the default country DE, is +49 4915123456789, and isValid() is
# true: it is dialed as a landline in Leer. For Austria, Norway or India the country's own code is
# recognized and taken off; for Germany it is not, as the longer number is valid there too. Read with
# the default country AT, the number of a French or American phone becomes a valid Austrian one.
# So isValid() does not tell that digits were read as they were meant.
# Seen: DE 4915123456789 -> +494915123456789 true; AT 436641234567 -> +436641234567 true;
#       AT 33612345678 -> +4333612345678 true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent libphonenumber-js@1.13.16
cat > read.cjs <<'JS'
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');
const expected = [
	['4915123456789', 'DE', '+494915123456789', true],
	['436641234567', 'AT', '+436641234567', true],
	['4790000001', 'NO', '+4790000001', true],
	['33612345678', 'AT', '+4333612345678', true],
];
for (const [text, country, number, isValid] of expected) {
	const read = parsePhoneNumberFromString(text, country);
	console.log(`${country} ${text} -> ${read.number} ${read.isValid()}`);
	if (read.number !== number || read.isValid() !== isValid) process.exitCode = 1;
}
JS
node read.cjs
