#!/usr/bin/env bash
# n8n-workflow 2.41.0: what becomes of a node's collection whose whole value is one expression.
#
# A node's fields may all be given by expressions, and a workflow made over the API or by a program often
# gives a whole collection by one. n8n never works that expression out: when it loads the workflow,
# `NodeHelpers.getNodeParameters` makes {} of it, as if nothing had been added, and of the rows of a
# fixedCollection one row of defaults for each character of the expression. `getNodeParametersIssues` tells
# of no issue, and a node cannot tell {} from a collection that nobody has touched: rules that stood in the
# expression are gone without a word.
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
const { NodeHelpers } = require('n8n-workflow');

const text = (name, value = '') => ({ displayName: name, name, type: 'string', default: value });
const properties = [
	{ displayName: 'Rules', name: 'rules', type: 'collection', default: {}, options: [text('doNotCall')] },
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		options: [{ displayName: 'Entry', name: 'entry', values: [text('key', 'none')] }],
	},
];
const node = (parameters) => ({
	id: '1',
	name: 'Node',
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});
const load = (parameters) =>
	NodeHelpers.getNodeParameters(properties, parameters, true, false, node(parameters), null);

const rules = { rules: '={{ ({ doNotCall: "+12025550100" }) }}' };
const rows = { metadata: { entry: '={{ [{ key: "a" }] }}' } };
const seen = { rules: load(rules).rules, entry: load(rows).metadata.entry };
console.log('a collection:', JSON.stringify(seen.rules));
console.log('the rows of a fixedCollection:', seen.entry.length, JSON.stringify(seen.entry[0]));
assert.deepEqual(seen.rules, {});
assert.equal(seen.entry.length, rows.metadata.entry.length);
assert.deepEqual(seen.entry[0], { key: 'none' });
const issues = NodeHelpers.getNodeParametersIssues(properties, node(rules), null);
console.log('issues:', issues);
assert.equal(issues, null);
JS
node check.cjs
