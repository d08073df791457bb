import { expect, test } from 'vitest';
import {
	changeNumberGatewayRequest,
	createPhoneNumbersRequest,
	detachPhoneNumberRequest,
	listPhoneNumbersRequest,
	readPhoneNumberRequest,
	releasePhoneNumberRequest,
} from '../../nodes/VideoSdk/api/phoneNumbers.ts';
import { createPhoneNumbers } from '../../nodes/VideoSdk/operations/phoneNumber/createPhoneNumbers.ts';
import { updateNumberGateway } from '../../nodes/VideoSdk/operations/phoneNumber/updateNumberGateway.ts';
import { changedNumberGateway } from '../../videosdk/phoneNumber.ts';
import { same } from './sameRequest.mts';

const id = 'of/others+1';
const number = '+12025550100';
const BY_HAND = { isTool: false };
const auth = { username: 'u', password: 'p "1" ' };
const filled = {
	name: 'Sales & Co',
	numbers: '+1 202-555-0100, +12025550101',
	address: 'sip.carrier.example:5061',
	transport: 'udp',
	username: 'u',
	password: 'p "1" ',
	options: {
		isShared: false,
		mediaEncryption: 'enable',
		inboundRegion: 'us002',
		outboundRegion: 'in002',
	},
} as const;
const names = { name: 'Sales & Co', phoneNumbers: ['+12025550100', '+12025550101'] };
const address = 'sip.carrier.example:5061';

test('Create adds numbers as the SDK does, with all its options and with none', async () => {
	await same(
		async ({ sip }) =>
			await sip.phoneNumbers.create({
				...{ ...names, isShared: false, mediaEncryption: 'enable' },
				inbound: { sipRegion: 'us002' },
				outbound: { address, sipRegion: 'in002', auth, transport: 'udp' },
			}),
		createPhoneNumbersRequest(await createPhoneNumbers.plan(filled, BY_HAND)),
	);
	const bare = { ...filled, transport: 'tls', username: '', password: '', options: {} } as const;
	await same(
		async ({ sip }) =>
			await sip.phoneNumbers.create({
				...names,
				inbound: { sipRegion: 'auto' },
				outbound: { address, sipRegion: 'auto', transport: 'tls' },
			}),
		createPhoneNumbersRequest(await createPhoneNumbers.plan(bare, BY_HAND)),
	);
});

test('Update Gateway sends all but the login as the SDK does, and of an inbound one what that has', async () => {
	const gateway = {
		...{ id, name: 'Old', mediaEncryption: 'enable', geoRegion: 'us002', transport: 'tls' },
		...{ address: 'sip.old.example', auth: { username: 'u', password: '****' }, record: true },
	};
	const updateFields = { name: 'New', geoRegion: 'in002' } as const;
	for (const direction of ['outbound', 'inbound'] as const) {
		const params = { phoneNumber: number, direction, updateFields };
		const { changes } = await updateNumberGateway.plan(params, BY_HAND);
		const carrier = { address: 'sip.old.example', transport: 'tls' } as const;
		const { body } = await same(
			async ({ sip }) =>
				await sip.phoneNumbers.updateGateway(id, {
					...{ name: 'New', mediaEncryption: 'enable', sipRegion: 'in002' },
					...(direction === 'outbound' && carrier),
				}),
			changeNumberGatewayRequest(id, changedNumberGateway(gateway, direction, changes)),
		);
		expect(body).not.toContain('****');
	}
});

test('Get, Get Many, Detach and Release ask for numbers as the SDK does', async () => {
	await same(async ({ sip }) => await sip.phoneNumbers.get(number), readPhoneNumberRequest(number));
	await same(
		async ({ sip }) => await sip.phoneNumbers.list({ page: 3, perPage: 50, search: '+1 & more' }),
		listPhoneNumbersRequest({ page: 3, search: '+1 & more' }),
	);
	await same(
		async ({ sip }) => await sip.phoneNumbers.detach(number),
		detachPhoneNumberRequest(number),
	);
	await same(async ({ sip }) => await sip.phoneNumbers.release(id), releasePhoneNumberRequest(id));
});
