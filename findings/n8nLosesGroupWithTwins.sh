#!/usr/bin/env bash
# n8n-workflow 2.41.0: a group of fields (fixedCollection) in which two fields share a name, each for
# another version of the node.
#
# Twins of a name are how a node gives a field another shape in a new version, and beside one another, at the
# top of the form, they work. In a group they do not: when a workflow is saved, `getNodeParameters` leaves
# defaults out, and keeps a group of which nothing is left only when all that was entered is a default. For
# that it takes the default of the first field of the name, also where the second one is shown. So somebody
# adds calling hours, sees "09:00 to 20:00", changes nothing, saves, and the node has no calling hours.
# Without the twin, the same group is kept.
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

const zone = (type, value, version) => ({
	...{ displayName: 'Time Zone', name: 'zone', type, default: value },
	displayOptions: { show: { '@version': [version] } },
	modes: [{ displayName: 'Name', name: 'name', type: 'string' }],
});
const from = { displayName: 'From', name: 'from', type: 'string', default: '09:00' };
const asText = zone('string', '', 1);
const asList = zone('resourceLocator', { mode: 'list', value: '' }, 2);

/** What is saved of a group that was added, and in which nothing was changed. */
function saved(values) {
	const group = { displayName: 'Hours', name: 'hours', values };
	const field = {
		...{ displayName: 'Calling Hours', name: 'calling', type: 'fixedCollection' },
		...{ default: {}, options: [group] },
	};
	const node = { typeVersion: 1, parameters: { calling: { hours: { from: '09:00', zone: '' } } } };
	const description = { properties: [field], version: [1, 2] };
	const args = [[field], node.parameters, false, false, node, description];
	return NodeHelpers.getNodeParameters(...args);
}

const seen = [
	['one field of the name', [from, asText], { calling: { hours: {} } }],
	['two, the one that is shown first', [from, asText, asList], { calling: { hours: {} } }],
	['two, the one that is shown behind', [from, asList, asText], {}],
];
for (const [what, values, expected] of seen) {
	const found = saved(values);
	console.log(`${what}: saved ${JSON.stringify(found)}`);
	assert.deepEqual(found, expected);
}
JS
node check.cjs
