#!/usr/bin/env bash
# xlsx (SheetJS) 0.18.5, which writes cells as Excel's format "General" shows them: a number of eleven
# digits is written out in a CSV file, one of twelve and more as an exponent with six digits. So of one
# column of numbers the American ones come out whole (12025550143) and the German ones are lost
# (4.91512E+12). JavaScript itself writes an exponent only from 1e21 up.
# Seen: 12025550143,4.91512E+12
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent xlsx@0.18.5
cat > write.cjs <<'JS'
const { utils } = require('xlsx');
const csv = utils.sheet_to_csv(utils.aoa_to_sheet([[12025550143, 4915123456789]])).trim();
console.log(csv);
if (csv !== '12025550143,4.91512E+12') process.exitCode = 1;
JS
node write.cjs
