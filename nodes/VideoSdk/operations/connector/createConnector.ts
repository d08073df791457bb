import { toConnectorItem, type ConnectorOrder } from '../../../../videosdk/connector.ts';
import { createdOnce } from '../../api/startedOnce.ts';
import { nameField } from '../../fields/carrier.ts';
import { roomField } from '../../fields/room.ts';
import { anyRoutingRuleField } from '../../fields/routingRule.ts';
import { safeText } from '../../fields/safeText.ts';
import { defineOperation } from '../defineOperation.ts';
import { showUrlField } from './connectorFields.ts';

const ADVICE =
	'Nothing was created. Check the Default Routing Rule and the Default Room of this item: they must be of this account.';

/** Makes a connector. When the answer was lost, it is looked for, and not made a second time. */
export const createConnector = defineOperation({
	resource: 'connector',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a connector',
		description: 'Take in calls of a provider, without a gateway',
	},
	fields: [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			options: [
				{ name: 'Plivo', value: 'plivo' },
				{ name: 'Telnyx', value: 'telnyx' },
				{ name: 'Twilio', value: 'twilio' },
			],
			default: 'twilio',
			description: 'Whose calls come in',
		},
		{ ...nameField, required: false },
		{
			...anyRoutingRuleField,
			displayName: 'Default Routing Rule',
			required: false,
			description: 'For calls to numbers without one. Empty: none.',
		},
		{
			...roomField,
			displayName: 'Default Room',
			required: false,
			description: 'For calls without a rule. Empty: none.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Region',
					name: 'region',
					type: 'string',
					default: '',
					placeholder: 'us002',
					description: 'As VideoSDK names it',
				},
				showUrlField,
			],
		},
	],
	// An expression that gives nothing would else make a connector that puts calls nowhere.
	exceptions: { filters: ['routingRuleId', 'roomId'] },
	plan: ({ provider, options, ...params }) => {
		const order: ConnectorOrder = {
			provider,
			name: safeText('Name', params.name) || undefined,
			defaultRuleId: safeText('Default Routing Rule', params.routingRuleId) || undefined,
			region: safeText('Region', options.region) || undefined,
			defaultRoomId: safeText('Default Room', params.roomId) || undefined,
		};
		return { order, showsUrl: options.showWebhookUrl };
	},
	run: async ({ api }, { order, showsUrl }) => {
		const creating = createdOnce('The connector', ADVICE, api.connectors.create(order));
		return toConnectorItem(await creating, showsUrl);
	},
});
