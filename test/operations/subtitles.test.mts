import { Workflow, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { VideoSdk } from '../../nodes/VideoSdk/VideoSdk.node.ts';
import { VideoSdkTrigger } from '../../nodes/VideoSdk/VideoSdkTrigger.node.ts';

/** What n8n writes under a node on the canvas. */
function subtitleUnder(nodeType: INodeType, parameters: INodeParameters): unknown {
	const { version, name, subtitle } = nodeType.description;
	const node: INode = {
		...{ id: '1', name: 'The node', type: name, position: [0, 0], parameters },
		typeVersion: Math.max(...[version].flat()),
	};
	const known = () => nodeType;
	const nodeTypes = { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

describe('under the node stands', () => {
	const outbound = { resource: 'call', operation: 'outboundSipCall' };

	test.each([
		['+14155550123', 'Call +14155550123'],
		['={{ $json.phone }}', 'Call {{ $json.phone }}'],
		['={{ $("Get lead").item.json.phone }}', 'Call {{ $("Get lead").item.json.phone }}'],
		['', 'Call'],
	])('whom it calls, an expression as it is written: %j', (to, wanted) => {
		expect(subtitleUnder(new VideoSdk(), { ...outbound, to })).toBe(wanted);
	});

	test.each(operations.filter(({ option }) => option.value !== outbound.operation))(
		'what it does, in the words of the list of actions: $resource $option.name',
		({ resource, option }) => {
			const parameters = { resource, operation: option.value, callId: '={{ $json.callId }}' };
			expect(subtitleUnder(new VideoSdk(), parameters)).toBe(option.action);
			expect(option.action).toMatch(/^[A-Z][^_:]+$/);
			expect(option.action).not.toMatch(/[a-z][A-Z]/);
		},
	);
});

test.each([
	[{ listenFor: 'callFinished' }, 'Call finished'],
	[{ listenFor: 'everyChange' }, 'Every change of a call'],
	[
		{ listenFor: 'selectedEvents', events: ['call-missed', 'call-finished'] },
		'call missed, call finished',
	],
	[
		{ listenFor: 'selectedEvents', events: [], roomEvents: ['recording-stopped'] },
		'recording stopped',
	],
])('under the trigger stands what it listens for: %j', (parameters, wanted) => {
	expect(subtitleUnder(new VideoSdkTrigger(), parameters)).toBe(wanted);
});
