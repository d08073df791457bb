import type { INodeProperties } from 'n8n-workflow';
import type { Direction, GatewayOrder } from '../../../../videosdk/gateway.ts';
import { missingInput } from '../../errors/failure.ts';
import { textsOf } from '../../fields/carrier.ts';
import { entriesOf, metadataField, withoutTwins } from '../../fields/pairs.ts';
import { safeText } from '../../fields/safeText.ts';

/** The gateway that an operation is about, of the chosen direction. */
export const anyGatewayField = {
	displayName: 'Gateway',
	name: 'gatewayId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: '"gatewayId" in the output of other operations',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchGatewaysOfDirection', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'gw_123456789',
		},
	],
} as const satisfies INodeProperties;

export const INBOUND_ONLY = { show: { '/direction': ['inbound'] } };
export const OUTBOUND_ONLY = { show: { '/direction': ['outbound'] } };

export const gatewayNumbersField = {
	displayName: 'Phone Numbers',
	name: 'numbers',
	type: 'string',
	required: true,
	default: '',
	placeholder: '+12025550100, +12025550101',
	description: 'With + and country code; commas between',
} as const satisfies INodeProperties;

export const allowedAddressesField = {
	displayName: 'Allowed Addresses',
	name: 'allowedAddresses',
	type: 'string',
	displayOptions: INBOUND_ONLY,
	default: '',
	placeholder: '203.0.113.7, 198.51.100.0/24',
	description: 'From where calls are taken; commas between',
} as const satisfies INodeProperties;

export const gatewayMetadataField = {
	...metadataField,
	description: 'What VideoSDK keeps with the gateway',
} as const satisfies INodeProperties;

export const recordField = {
	displayName: 'Record',
	name: 'record',
	type: 'boolean',
	default: true,
	description: 'Whether VideoSDK records the sound',
} as const satisfies INodeProperties;

/** Fields of a gateway that take more than their type says. */
export const GATEWAY_LISTS = ['numbers', 'allowedAddresses', 'allowedNumbers', 'tags'];

interface GatewayOptions {
	allowedAddresses?: unknown;
	allowedNumbers?: unknown;
	enableDtmf?: boolean;
	mediaEncryption?: string;
	metadata?: object;
	noiseCancellation?: boolean;
	record?: boolean;
	geoRegion?: string;
	tags?: unknown;
}

/** @throws Failure for what cannot be sent */
export function gatewayOptionsOf(direction: Direction, options: GatewayOptions): GatewayOrder {
	const { mediaEncryption, record, noiseCancellation, enableDtmf, geoRegion } = options;
	const metadata = entriesOf(options.metadata, 'entry', 'key', 'Metadata');
	const isInbound = direction === 'inbound';
	return {
		allowedAddresses: isInbound
			? textsOf('Allowed Addresses', options.allowedAddresses)
			: undefined,
		allowedNumbers: textsOf('Allowed Numbers', options.allowedNumbers),
		...{ mediaEncryption, record, noiseCancellation, enableDtmf, geoRegion },
		metadata:
			metadata.length === 0 ? undefined : withoutTwins(metadata, 'Metadata', (name) => name),
		tags: textsOf('Tags', options.tags),
	};
}

/** @throws Failure when the field is empty */
export function gatewayIdOf(value: unknown): string {
	const gatewayId = safeText('Gateway', value);
	if (gatewayId !== '') return gatewayId;
	throw missingInput('Gateway');
}
