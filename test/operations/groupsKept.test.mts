import { NodeHelpers, type INode, type INodeProperties, type INodeType } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { VideoSdk } from '../../nodes/VideoSdk/VideoSdk.node.ts';
import { VideoSdkRecordingTrigger } from '../../nodes/VideoSdk/VideoSdkRecordingTrigger.node.ts';
import { VideoSdkTrigger } from '../../nodes/VideoSdk/VideoSdkTrigger.node.ts';
import { NODE_VERSIONS } from '../../nodes/VideoSdk/fields/nodeVersions.ts';

/** Every group of fields, however deep, with the path to it. */
function groupsIn(fields: INodeProperties[], path = ''): Array<[string, INodeProperties[]]> {
	return fields.flatMap(({ name, options = [] }) =>
		options.flatMap((option) => {
			const at = `${path}${name}.`;
			if ('values' in option) {
				const place = `${at}${option.name}`;
				const own: [string, INodeProperties[]] = [place, option.values];
				return [own, ...groupsIn(option.values, `${place}.`)];
			}
			return 'type' in option ? groupsIn([option], at) : [];
		}),
	);
}

const nodes: INodeType[] = [new VideoSdk(), new VideoSdkTrigger(), new VideoSdkRecordingTrigger()];
const groups = nodes.flatMap(({ description }) => groupsIn(description.properties));

// n8n looks at the first field of a name for the default: a group of which nothing was changed is then
// lost when the workflow is saved, and with it the rule that somebody has added.
test.each(groups)('the group %s has no two fields of one name', (_path, fields) => {
	const names = fields.map(({ name }) => name);
	expect(names).toEqual([...new Set(names)]);
});

describe.each(NODE_VERSIONS)('in version %d', (typeVersion) => {
	test('Calling Hours that were added and not changed are kept when the workflow is saved', () => {
		const { description } = new VideoSdk();
		const call = { resource: 'call', operation: 'outboundSipCall', callThrough: 'gateway' };
		const read = (parameters: INode['parameters'], withDefaults: boolean) => {
			const node = { typeVersion, parameters } as INode;
			const { properties } = description;
			const args = [withDefaults, false, node, description] as const;
			return NodeHelpers.getNodeParameters(properties, parameters, ...args) ?? {};
		};
		const shown = read({ ...call, safety: { callingWindow: { window: {} } } }, true);
		expect(shown.safety).toMatchObject({ callingWindow: { window: { until: '20:00' } } });
		expect(read(shown, false).safety).toEqual({ callingWindow: { window: {} } });
	});
});
