#!/usr/bin/env bash
# n8n-workflow 2.41.0: `validateFieldType`, which stands behind `validateType` of a node's field.
#
# It is neither strict nor lenient, but both in the wrong places. As a number it takes true (1), a list of
# one number, an empty text (0), hexadecimal and the milliseconds of a date. As a boolean it takes an empty
# list (false) and refuses "true " with a blank behind, which is what n8n's own expressions make of true
# when a blank stands behind their braces. As a dateTime it takes "day 5" (May 2001), and 04.01.2099 is the
# first of April. null passes for every type, and comes out as undefined. A field of the type string is not
# looked at: a list stays a list. So a node that asks for seconds may get 1795829006522.
#
# Ends with an error when the package behaves otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent n8n-workflow@2.41.0

cat >check.cjs <<'JS'
const assert = require('node:assert/strict');
const { validateFieldType } = require('n8n-workflow');

const shown = (value) => (value && value.toISO ? value.toISODate() : value);
const read = (type, value) => {
	const { valid, newValue } = validateFieldType('field', value, type);
	return valid ? shown(newValue) : 'refused';
};
const date = new Date(Date.UTC(2026, 10, 29));
const seen = [
	['number', true, 1],
	['number', [45], 45],
	['number', '', 0],
	['number', '0x10', 16],
	['number', date, date.getTime()],
	['number', '45 s', 'refused'],
	['number', null, undefined],
	['boolean', 'TRUE', true],
	['boolean', 'true ', 'refused'],
	['boolean', [], false],
	['boolean', ' 1 ', true],
	['boolean', null, undefined],
	['dateTime', 'day 5', '2001-05-01'],
	['dateTime', '04.01.2099', '2099-04-01'],
	['string', ['x'], ['x']],
];
for (const [type, value, expected] of seen) {
	const found = read(type, value);
	console.log(`${type}: ${JSON.stringify(value)} -> ${JSON.stringify(found)}`);
	assert.deepEqual(found, expected);
}
JS
TZ=UTC node check.cjs
