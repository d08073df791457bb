import {
	changedGateway,
	toGatewayItem,
	type Direction,
	type GatewayOrder,
} from '../../../../videosdk/gateway.ts';
import { withoutAbsent } from '../../../../videosdk/wire.ts';
import { advised } from '../../api/advised.ts';
import { withoutEcho } from '../../api/withoutEcho.ts';
import { emptyInput, invalidInput } from '../../errors/failure.ts';
import {
	addressField,
	addressOf,
	allowedNumbersField,
	directionField,
	dtmfField,
	LOGIN_AS_GIVEN,
	loginOf,
	mediaEncryptionField,
	nameField,
	noiseCancellationField,
	ownNumbersOf,
	passwordField,
	regionField,
	tagsField,
	transportField,
	usernameField,
} from '../../fields/carrier.ts';
import { textListParam } from '../../fields/fieldValues.ts';
import { safeText } from '../../fields/safeText.ts';
import { nothingToUpdate } from '../../fields/updateFields.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	allowedAddressesField,
	anyGatewayField,
	GATEWAY_LISTS,
	gatewayIdOf,
	gatewayMetadataField,
	gatewayNumbersField,
	gatewayOptionsOf,
	OUTBOUND_ONLY,
	recordField,
} from './gatewayFields.ts';
import { NO_SUCH_GATEWAY } from './getGateway.ts';

const ADVICE = `Nothing was changed. ${NO_SUCH_GATEWAY}`;

/** What can be emptied, and as what an empty one is sent. */
const EMPTY = { allowedAddresses: [], allowedNumbers: [], metadata: {}, tags: [] };
const LABELS = {
	allowedAddresses: 'Allowed Addresses',
	allowedNumbers: 'Allowed Numbers',
	metadata: 'Metadata',
	tags: 'Tags',
} as const;

/** Changes what is named of a gateway; to do it twice does no harm. */
export const updateGateway = defineOperation({
	resource: 'gateway',
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a gateway',
		description: 'Change some of a gateway',
	},
	fields: [
		directionField,
		anyGatewayField,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{ ...addressField, required: false, displayOptions: OUTBOUND_ONLY },
				allowedAddressesField,
				allowedNumbersField,
				{
					displayName: 'Clear',
					name: 'clear',
					type: 'multiOptions',
					options: [
						{
							name: LABELS.allowedAddresses,
							value: 'allowedAddresses',
							description: 'Calls are then taken from any address',
						},
						{
							name: LABELS.allowedNumbers,
							value: 'allowedNumbers',
							description: 'All numbers are then let through',
						},
						{
							name: LABELS.metadata,
							value: 'metadata',
							description: 'Nothing is kept with it any more',
						},
						{ name: LABELS.tags, value: 'tags', description: 'It has no tag any more' },
					],
					default: [],
					description: 'What shall be empty',
				},
				dtmfField,
				mediaEncryptionField,
				{
					...gatewayMetadataField,
					description: 'In place of what was kept so far',
				},
				{ ...nameField, required: false },
				noiseCancellationField,
				passwordField,
				{
					...gatewayNumbersField,
					required: false,
					description: 'In place of those so far; commas between',
				},
				recordField,
				regionField,
				tagsField,
				{ ...transportField, displayOptions: OUTBOUND_ONLY },
				usernameField,
			],
		},
	],
	exceptions: { asGiven: [...LOGIN_AS_GIVEN, 'metadata'], takesLists: GATEWAY_LISTS },
	plan: ({ direction, gatewayId, updateFields }) => {
		const { clear = [], ...fields } = updateFields;
		const numbers = textListParam('Phone Numbers', fields.numbers);
		const isOutbound = direction === 'outbound';
		const changes = withoutAbsent<GatewayOrder>({
			name: safeText('Name', fields.name) || undefined,
			numbers: numbers.length > 0 ? ownNumbersOf('Phone Numbers', numbers) : undefined,
			address: isOutbound && fields.address ? addressOf(fields.address) : undefined,
			transport: isOutbound ? fields.transport : undefined,
			auth: loginOf(fields.username, fields.password),
			...gatewayOptionsOf(direction, fields),
		});
		const order = { ...changes, ...emptied(direction, clear, changes) };
		if (Object.keys(order).length === 0) throw nothingToUpdate();
		return { direction, gatewayId: gatewayIdOf(gatewayId), changes: order };
	},
	run: async ({ api }, { direction, gatewayId, changes }) => {
		const given = { Gateway: gatewayId };
		const current = await advised(given, ADVICE, api.gateways.read(direction, gatewayId));
		const wanted = changedGateway(current, direction, changes);
		checkSwitches(wanted);
		const changing = advised(given, ADVICE, api.gateways.change(direction, gatewayId, wanted));
		return toGatewayItem(await withoutEcho(changes.auth?.password, changing), direction);
	},
});

/** VideoSDK sets back each switch that an update leaves out; that it tells DTMF is not documented. */
const SWITCHES = [dtmfField, noiseCancellationField, recordField];

/** @throws Failure for a switch that VideoSDK does not tell, and that would be off after the update */
function checkSwitches(wanted: GatewayOrder): void {
	const untold = SWITCHES.find(({ name }) => wanted[name] === undefined);
	if (!untold) return;
	const reason =
		'VideoSDK does not tell how it is set now, and would switch it off. Add it under Update Fields';
	throw emptyInput(untold.displayName, reason);
}

/** @throws Failure for what is to be emptied and to be something, and for what the direction does not have */
function emptied(
	direction: Direction,
	clear: readonly string[],
	changes: GatewayOrder,
): GatewayOrder {
	const keys = Object.keys(EMPTY)
		.filter(isEmptiable)
		.filter((key) => clear.includes(key));
	for (const key of keys) {
		if (changes[key] !== undefined) {
			throw invalidInput('Clear', LABELS[key], 'the same item gives it a value');
		}
		if (key === 'allowedAddresses' && direction === 'outbound') {
			throw invalidInput('Clear', LABELS[key], 'only inbound gateways have them');
		}
	}
	return Object.fromEntries(keys.map((key) => [key, EMPTY[key]]));
}

function isEmptiable(key: string): key is keyof typeof EMPTY {
	return key in EMPTY;
}
