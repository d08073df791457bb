import {
	Workflow,
	type INodeExecutionData,
	type INodeTypes,
	type NodeParameterValueType,
} from 'n8n-workflow';
import { expect, test } from 'vitest';
import { parameterOfItem } from '../../nodes/VideoSdk/node/parameterOfItem.ts';

const NODE = {
	...{ id: '1', name: 'Call', type: 'call', typeVersion: 1 },
	position: [0, 0] as [number, number],
	parameters: {},
};
const description = { properties: [], inputs: ['main'], outputs: ['main'] };
const nodeTypes = { getByNameAndVersion: () => ({ description }) } as unknown as INodeTypes;
const { expression } = new Workflow({ nodes: [NODE], connections: {}, active: false, nodeTypes });

const item = JSON.parse(`{
	"to": "+12025550101", "Phone Number": "+12025550102", "count": 12025550103, "zero": 0, "no": false, "empty": "",
	"none": null, "list": ["a", "b"], "deep": { "er": { "to": "+12025550104" } }, "sum": "={{ 1 + 1 }}",
	"text": "{{ $json.to }}", "$odd": "dollar", "_x": "under", "nähe": "Umlaut", "constructor": "own", "length": 7,
	"__proto__": { "to": "polluted" }, "key\\"quoted": "quote"
}`) as INodeExecutionData['json'];
const items: INodeExecutionData[] = [{ json: { to: 'of another item' } }, { json: item }];

/** What n8n makes of it for the second item; what it refuses is an error. */
function byN8n(stored: unknown): unknown {
	try {
		return expression.getParameterValue(
			stored as NodeParameterValueType,
			...([null, 0, 1, NODE.name, items, 'manual', {}] as const),
		);
	} catch (error) {
		return error;
	}
}

const READ: Array<[stored: unknown, wanted: unknown]> = [
	['={{ $json.to }}', '+12025550101'],
	['={{$json.to}}', '+12025550101'],
	['={{ $json["Phone Number"] }}', '+12025550102'],
	["={{ $json['Phone Number'] }}", '+12025550102'],
	['={{ $json.count }}', 12025550103],
	['={{ $json.zero }}', 0],
	['={{ $json.no }}', false],
	['={{ $json.empty }}', ''],
	['={{ $json.deep.er.to }}', '+12025550104'],
	['={{ $json["deep"].er["to"] }}', '+12025550104'],
	['={{ $json.$odd }}', 'dollar'],
	['={{ $json._x }}', 'under'],
	['={{ $json["nähe"] }}', 'Umlaut'],
	['={{ $json.sum }}', '={{ 1 + 1 }}'],
	['={{ $json.text }}', '{{ $json.to }}'],
	['={{ $json.length }}', 7],
	['no expression', 'no expression'],
	[5, 5],
	[
		{
			deduplicationKey: '={{ $json.to }}',
			rings: 5,
			list: ['={{ $json.count }}', 'b'],
			none: null,
		},
		{ deduplicationKey: '+12025550101', rings: 5, list: [12025550103, 'b'], none: null },
	],
];

test.each(READ)('%j is read from the item, as n8n would give it', (stored, wanted) => {
	expect(parameterOfItem(stored)?.(item)).toEqual(wanted);
	expect(byN8n(stored)).toEqual(wanted);
});

test.each<[unknown]>([
	['={{ $json.to + "" }}'],
	['={{ $json.to.trim() }}'],
	['={{ $json.to }} '],
	['= {{ $json.to }}'],
	['=tel:{{ $json.to }}'],
	['={{ $json.list[0] }}'],
	['={{ $json.list.length }}'],
	['={{ $json.to.length }}'],
	['={{ $json.missing }}'],
	['={{ $json.missing.to }}'],
	['={{ $json.none }}'],
	['={{ $json.list }}'],
	['={{ $json.deep }}'],
	['={{ $json.toString }}'],
	['={{ $json.constructor }}'],
	['={{ $json["constructor"] }}'],
	['={{ $json.__proto__.to }}'],
	['={{ $json["__proto__"].to }}'],
	['={{ $json["key\\"quoted"] }}'],
	['={{ $json?.to }}'],
	['={{ $input.item.json.to }}'],
	['={{ $fromAI("to") }}'],
	['='],
	[{ __rl: true, mode: 'id', value: '={{ $json.to }}' }],
	[{ mode: 'id', value: 'abcd-efgh-ijkl' }],
	[{ key: '={{ $json.to }}', other: '={{ $json.to.trim() }}' }],
	[{ key: '={{ $json.to }}', other: '={{ $json.missing }}' }],
])('%j is left to n8n', (stored) => {
	expect(parameterOfItem(stored)?.(item)).toBeUndefined();
});
