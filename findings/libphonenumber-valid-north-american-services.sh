#!/usr/bin/env bash
# google-libphonenumber 3.2.47 and libphonenumber-js 1.13.16: +1 202 911 0143 is a valid number to both,
# though in North America no number behind an area code begins with N11 (911, 411, ...), and so is
# +1 809 034 5678 of the Dominican Republic, whose exchange begins with 0. On the other hand
# +1 800 411 2255 is really in use: behind toll-free codes N11 is an exchange like any other.
# Whoever wants to keep a call from what no numbering plan can have cannot leave it to isValid().
# Seen: all three are valid to both libraries.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent google-libphonenumber@3.2.47 libphonenumber-js@1.13.16
cat > read.cjs <<'JS'
const google = require('google-libphonenumber').PhoneNumberUtil.getInstance();
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');
for (const text of ['+12029110143', '+18090345678', '+18004112255']) {
	const one = google.isValidNumber(google.parse(text));
	const other = parsePhoneNumberFromString(text).isValid();
	console.log(`${text}: google-libphonenumber ${one}, libphonenumber-js ${other}`);
	if (!one || !other) process.exitCode = 1;
}
JS
node read.cjs
