import type { INodeProperties } from 'n8n-workflow';
import { missingInput } from '../../errors/failure.ts';
import { safeText } from '../../fields/safeText.ts';

/** The connector that an operation is about. */
export const connectorField = {
	displayName: 'Connector',
	name: 'connectorId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: '"connectorId" in the output of other operations',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchConnectors', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: '68b0c2f4e1a9d73c5b6f8a10',
		},
	],
} as const satisfies INodeProperties;

export const showUrlField = {
	displayName: 'Show Webhook URL',
	name: 'showWebhookUrl',
	type: 'boolean',
	default: true,
	description: 'Whether the URL for the provider comes out. Whoever sees its key can put calls in.',
} as const satisfies INodeProperties;

/** The options of operations that have no other. */
export const showUrlOptions = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [showUrlField],
} as const satisfies INodeProperties;

export const NO_SUCH_CONNECTOR =
	'Check the Connector of this item, and that the credential is of the account that it belongs to.';

/** @throws Failure when the field is empty */
export function connectorIdOf(value: unknown): string {
	const connectorId = safeText('Connector', value);
	if (connectorId !== '') return connectorId;
	throw missingInput('Connector');
}
