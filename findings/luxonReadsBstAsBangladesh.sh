#!/usr/bin/env bash
# luxon 3.7.2, the library of dates that n8n's expressions use, on any Node with full ICU data (20 and 24 tried).
# It takes every abbreviation that the time zone library of Unicode has for a time zone, and calls it valid:
# BST is Bangladesh (+06:00) and not British Summer Time, AST is Alaska and not Atlantic time, IST is India and
# neither Ireland nor Israel, and EST has no summer time, so that New York is an hour off all summer.
# "UTC+2" is two hours ahead of UTC, and "Etc/GMT+2" two hours behind.
# Seen for 15 July 2026, 12:00 UTC:
#   BST true 18:00 +06:00
#   AST true 04:00 -08:00
#   IST true 17:30 +05:30
#   EST true 07:00 -05:00
#   UTC+2 true 14:00 +02:00
#   Etc/GMT+2 true 10:00 -02:00
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json
npm install --ignore-scripts --no-audit --no-fund luxon@3.7.2 > /dev/null

cat > seen.cjs <<'SCRIPT'
const { DateTime } = require('luxon');
const noon = DateTime.fromISO('2026-07-15T12:00:00Z');
for (const name of ['BST', 'AST', 'IST', 'EST', 'UTC+2', 'Etc/GMT+2']) {
	const there = noon.setZone(name);
	console.log(name, there.isValid, there.toFormat('HH:mm ZZ'));
}
SCRIPT

seen=$(node seen.cjs)
echo "$seen"
expected='BST true 18:00 +06:00
AST true 04:00 -08:00
IST true 17:30 +05:30
EST true 07:00 -05:00
UTC+2 true 14:00 +02:00
Etc/GMT+2 true 10:00 -02:00'
[ "$seen" = "$expected" ] || { echo 'luxon reads them otherwise now.' >&2; exit 1; }
