import { describe, expect, test } from 'vitest';
import { createGateway } from '../../nodes/VideoSdk/operations/gateway/createGateway.ts';
import { deleteGateway } from '../../nodes/VideoSdk/operations/gateway/deleteGateway.ts';
import { updateGateway } from '../../nodes/VideoSdk/operations/gateway/updateGateway.ts';
import { changedGateway, toGatewayItem } from '../../videosdk/gateway.ts';

const BY_HAND = { isTool: false };
const filled = {
	direction: 'outbound',
	name: 'Sales',
	numbers: '+12025550100',
	address: 'sip.carrier.example',
	transport: 'tls',
	username: '',
	password: '',
	options: {},
} as const;
const make = (changes: object) => createGateway.plan({ ...filled, ...changes }, BY_HAND);
const update = (updateFields: object, direction: 'inbound' | 'outbound' = 'outbound') =>
	updateGateway.plan({ direction, gatewayId: 'gw_1', updateFields }, BY_HAND);

describe('a gateway is not made', () => {
	test.each([
		['without a name', { name: ' ' }, '"Name" is empty'],
		['without numbers', { numbers: ' , ' }, '"Phone Numbers" is empty'],
		[
			'with a number without its country',
			{ numbers: '2025550100' },
			'"Phone Numbers" is "2025550100"',
		],
		['with what is no number', { numbers: '+12025550100, sales' }, '"Phone Numbers" is "sales"'],
		['without the address of its carrier', { address: '' }, '"Address" is empty'],
		['with a SIP URI for an address', { address: 'sip:a@b.example' }, 'without sip: or a user'],
		['with a user name alone', { username: 'u' }, '"Password" is empty'],
		['with a password alone', { password: 'p' }, '"Username" is empty'],
		['with a line break in a tag', { options: { tags: ['a\r\nb'] } }, '"Tags" is'],
		[
			'with Metadata that is there twice',
			{
				options: {
					metadata: {
						entry: [
							{ key: 'a', value: '1' },
							{ key: 'a', value: '2' },
						],
					},
				},
			},
			'it is there twice',
		],
	])('%s', async (_how, changes, message) => {
		await expect(async () => await make(changes)).rejects.toThrow(message);
	});

	test('with a password that cannot be sent, which the error does not show', async () => {
		for (const password of ['hunter2\n', { secret: 'hunter2' }, ['hunter2'], true]) {
			const making = async () => await make({ username: 'u', password });
			await expect(making).rejects.toThrow(/"Password" is "\(hidden\)"/);
			await expect(making).rejects.not.toThrow(/hunter2/);
		}
	});
});

test('a password is sent as it was typed, with its blanks', async () => {
	const { order } = await make({ username: ' u ', password: ' p  ' });
	expect(order.auth).toEqual({ username: 'u', password: ' p  ' });
});

test('numbers may be written in any usual way, and each is sent once', async () => {
	const { order } = await make({
		numbers: ['+1 (202) 555-0100', '+12025550100', '+44 20 7946 0000'],
	});
	expect(order.numbers).toEqual(['+12025550100', '+442079460000']);
});

describe('Update', () => {
	test.each([
		['with nothing in it', {}],
		[
			'with fields that were added and not filled in',
			{ name: '', tags: '', metadata: {}, numbers: [] },
		],
	])('%s sends nothing', async (_how, fields) => {
		await expect(async () => await update(fields)).rejects.toThrow('"Update Fields" is empty');
	});

	test('empties only what is to be empty, and says so when that is to be something as well', async () => {
		const { changes } = await update({ clear: ['allowedAddresses', 'metadata'] }, 'inbound');
		expect(changes).toEqual({ allowedAddresses: [], metadata: {} });
		const both = async () => await update({ clear: ['tags'], tags: 'a' });
		await expect(both).rejects.toThrow('"Clear" is "Tags": the same item gives it a value');
		const outbound = async () => await update({ clear: ['allowedAddresses'] });
		await expect(outbound).rejects.toThrow('only inbound gateways have them');
	});

	test('keeps what VideoSDK sets back or may not have told, and never sends a login that it has read', () => {
		const auth = { username: 'u', password: 'p' };
		const current = { id: 'gw_1', name: 'Old', record: true, geoRegion: 'us002', tags: [], auth };
		expect(changedGateway(current, 'outbound', { name: 'New', record: false })).toEqual({
			...{ name: 'New', record: false, geoRegion: 'us002' },
		});
		expect(changedGateway({ ...current, geoRegion: null }, 'inbound', { auth })).toEqual({
			...{ name: 'Old', record: true, auth },
		});
	});
});

test('an item has the ID under its own name, and no password, whichever shape VideoSDK gives', () => {
	const auth = { username: 'u', password: 'p' };
	expect(
		toGatewayItem({ _id: 'gw_1', name: 'Sales', auth, sipUri: 'sip:u:p@a.example' }, 'inbound'),
	).toEqual({
		...{ gatewayId: 'gw_1', direction: 'inbound', name: 'Sales' },
		auth: { username: 'u', password: '(hidden)' },
		sipUri: 'sip:u:(hidden)@a.example',
	});
});

test('Delete without a gateway sends nothing', () => {
	const params = { direction: 'inbound', gatewayId: ' ' } as const;
	expect(() => deleteGateway.plan(params, BY_HAND)).toThrow('"Gateway" is empty');
});
