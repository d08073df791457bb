#!/usr/bin/env bash
# google-libphonenumber 3.2.47 (npm), ShortNumberInfo: it knows no emergency number of Guinea (GN), and
# isEmergencyNumber says so: false for all digits. connectsToEmergencyNumber(digits, 'GN') says true for
# all digits there are, phone numbers of ten digits too: it looks whether the digits begin with what the
# country's pattern matches, and the pattern that is not there matches the empty beginning. So whoever
# asks it about "any country" is told that every number reaches the police. In all 240 other countries
# the two functions differ only in digits behind a whole emergency number (1125), and in Brazil, Chile
# and Nicaragua not at all.
# Seen: {"connects":["GN"],"is":[]} for 00, 55 and 2025550123.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent google-libphonenumber@3.2.47
cat > look.cjs <<'JS'
const { ShortNumberInfo } = require('google-libphonenumber');
const info = ShortNumberInfo.getInstance();
const regions = info.getSupportedRegions();
for (const digits of ['00', '55', '2025550123']) {
	const connects = regions.filter((region) => info.connectsToEmergencyNumber(digits, region));
	const is = regions.filter((region) => info.isEmergencyNumber(digits, region));
	const seen = JSON.stringify({ connects, is });
	console.log(digits, seen);
	if (seen !== '{"connects":["GN"],"is":[]}') process.exit(1);
}
const exact = ['BR', 'CL', 'NI'].filter((region) => !info.connectsToEmergencyNumber('1285', region));
console.log('exact digits only:', exact.join(' '));
if (exact.length !== 3) process.exit(1);
JS
node look.cjs
