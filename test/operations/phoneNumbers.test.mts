import { describe, expect, test } from 'vitest';
import { createPhoneNumbers } from '../../nodes/VideoSdk/operations/phoneNumber/createPhoneNumbers.ts';
import { releasePhoneNumber } from '../../nodes/VideoSdk/operations/phoneNumber/releasePhoneNumber.ts';
import { updateNumberGateway } from '../../nodes/VideoSdk/operations/phoneNumber/updateNumberGateway.ts';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { changedNumberGateway, toPhoneNumberItem } from '../../videosdk/phoneNumber.ts';

const BY_HAND = { isTool: false };
const filled = {
	name: 'Sales',
	numbers: '+12025550100',
	address: 'sip.carrier.example',
	transport: 'tls',
	username: '',
	password: '',
	options: {},
} as const;

describe('numbers are not added', () => {
	test.each([
		['without a name', { name: '' }, '"Name" is empty'],
		['without a number', { numbers: '' }, '"Phone Numbers" is empty'],
		['with what is no number', { numbers: '+12025550100, 12' }, '"Phone Numbers" is "12"'],
		['without the address of the carrier', { address: ' ' }, '"Address" is empty'],
		['with a password alone', { password: 'p' }, '"Username" is empty'],
	])('%s', (_how, changes, message) => {
		expect(() => createPhoneNumbers.plan({ ...filled, ...changes }, BY_HAND)).toThrow(message);
	});
});

test('whoever adds or releases numbers is told what it may cost', () => {
	const descriptionOf = (name: string) =>
		operations.find(({ resource, option }) => resource === 'phoneNumber' && option.value === name)
			?.option.description;
	expect(descriptionOf('create')).toContain('VideoSDK may charge for them');
	expect(descriptionOf('release')).toContain('what you are billed changes');
});

test('Update Gateway takes for an inbound gateway nothing that only outbound ones have', () => {
	const plan = (direction: 'inbound' | 'outbound', updateFields: object) =>
		updateNumberGateway.plan({ phoneNumber: '+12025550100', direction, updateFields }, BY_HAND);
	const fields = { address: 'sip.new.example', username: 'u', password: 'p' };
	expect(plan('outbound', fields)).toMatchObject({
		changes: { address: 'sip.new.example', auth: { username: 'u', password: 'p' } },
	});
	expect(() => plan('inbound', fields)).toThrow('"Update Fields" is empty');
	expect(plan('inbound', { ...fields, name: 'New' })).toMatchObject({ changes: { name: 'New' } });
});

test('a region of an older kind is not sent back to VideoSDK, which would refuse it', () => {
	const gateway = { id: 'gw_1', name: 'Old', geoRegion: 'eu001', address: null };
	expect(changedNumberGateway(gateway, 'outbound', { name: 'New' })).toEqual({ name: 'New' });
});

test('an item has number and ID beside what VideoSDK tells of both gateways, without their passwords', () => {
	const auth = { username: 'u', password: 'p' };
	const phoneNumber = { phoneNumberId: 'n_1', e164: '+12025550100', origin: 'PURCHASED' };
	const outbound = { id: 'gw_1', auth };
	expect(toPhoneNumberItem({ phoneNumber, inbound: null, outbound })).toEqual({
		...{ phoneNumber: '+12025550100', phoneNumberId: 'n_1', origin: 'PURCHASED', inbound: null },
		outbound: {
			...{ gatewayId: 'gw_1', direction: 'outbound' },
			auth: { username: 'u', password: '(hidden)' },
		},
	});
	const flat = { phoneNumber: '+12025550100', inbound: 'gw_2' };
	expect(toPhoneNumberItem(flat)).toEqual(flat);
});

test('Release without a number sends nothing', () => {
	expect(() => releasePhoneNumber.plan({ phoneNumber: ' ' }, BY_HAND)).toThrow(
		'"Phone Number" is empty',
	);
});
