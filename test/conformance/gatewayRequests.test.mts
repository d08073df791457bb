import type { SipTrunk } from '@videosdk.live/server-sdk';
import { expect, test } from 'vitest';
import {
	changeGatewayRequest,
	createGatewayRequest,
	deleteGatewayRequest,
	listGatewaysRequest,
	readGatewayRequest,
} from '../../nodes/VideoSdk/api/gateways.ts';
import { createGateway } from '../../nodes/VideoSdk/operations/gateway/createGateway.ts';
import { updateGateway } from '../../nodes/VideoSdk/operations/gateway/updateGateway.ts';
import { changedGateway } from '../../videosdk/gateway.ts';
import { same } from './sameRequest.mts';

const id = 'of/others+1';
const BY_HAND = { isTool: false };

/** What a form has for a new gateway. */
const filled = {
	name: 'Sales & Co',
	numbers: '+1 202-555-0100, +12025550101',
	address: 'sip.carrier.example:5061',
	transport: 'udp',
	username: 'u',
	password: 'p "1" ',
	options: {
		allowedNumbers: '+91*',
		enableDtmf: true,
		mediaEncryption: 'enable',
		geoRegion: 'in002',
		noiseCancellation: false,
		record: true,
		tags: 'sales, us',
		metadata: { entry: [{ key: 'team', value: 'sales' }] },
	},
} as const;
const encryption: Pick<SipTrunk, 'mediaEncryption'> = { mediaEncryption: 'enable' };
const options = {
	...encryption,
	...{ record: true, noiseCancellation: false, enableDtmf: true, geoRegion: 'in002' as const },
	...{ metadata: { team: 'sales' }, tags: ['sales', 'us'] },
};
const start = { name: 'Sales & Co', numbers: ['+12025550100', '+12025550101'] };
const auth = { username: 'u', password: 'p "1" ' };

test('Create makes an outbound gateway as the SDK does, with all its options', async () => {
	const { direction, order } = await createGateway.plan(
		{ ...filled, direction: 'outbound' },
		BY_HAND,
	);
	await same(
		async ({ sip }) =>
			await sip.trunks.outbound.create({
				...start,
				...{ address: 'sip.carrier.example:5061', transport: 'udp', auth },
				...options,
			}),
		createGatewayRequest(direction, order),
	);
});

test('Create makes an inbound gateway as the SDK does, with all its options and with none', async () => {
	const params = { ...filled, direction: 'inbound' } as const;
	const allowedAddresses = '203.0.113.7, 198.51.100.0/24';
	const all = { ...params, options: { ...params.options, allowedAddresses } };
	const planned = await createGateway.plan(all, BY_HAND);
	await same(
		async ({ sip }) =>
			await sip.trunks.inbound.create({
				...{ ...start, auth, allowedAddresses: ['203.0.113.7', '198.51.100.0/24'] },
				allowedNumbers: ['+91*'],
				...options,
			}),
		createGatewayRequest('inbound', planned.order),
	);
	const bare = { ...params, username: '', password: '', options: {} };
	const { order } = await createGateway.plan(bare, BY_HAND);
	await same(
		async ({ sip }) => await sip.trunks.inbound.create(start),
		createGatewayRequest('inbound', order),
	);
});

test('Update sends the whole gateway as the SDK does when it is given the whole: but for the login', async () => {
	const current = {
		...{ id, name: 'Old', numbers: ['+12025550100'], address: 'sip.old.example', transport: 'tls' },
		...{ allowedAddresses: ['203.0.113.7'], allowedNumbers: ['+91*'], mediaEncryption: 'enable' },
		...{ record: true, noiseCancellation: true, enableDtmf: true, geoRegion: 'us002' },
		...{ metadata: { team: 'sales' }, tags: ['a'], auth: { username: 'u', password: '****' } },
	};
	const kept = {
		...encryption,
		...{ record: true, noiseCancellation: true, enableDtmf: true, geoRegion: 'us002' as const },
		...{ metadata: { team: 'sales' }, tags: ['a'] },
	};
	const updateFields = { name: 'New' };
	for (const direction of ['outbound', 'inbound'] as const) {
		const planned = await updateGateway.plan({ direction, gatewayId: id, updateFields }, BY_HAND);
		const wanted = changedGateway(current, direction, planned.changes);
		const { body } = await same(
			async ({ sip }) =>
				direction === 'outbound'
					? await sip.trunks.outbound.update(id, {
							...{ name: 'New', numbers: ['+12025550100'], address: 'sip.old.example' },
							...{ transport: 'tls', allowedNumbers: ['+91*'], ...kept },
						})
					: await sip.trunks.inbound.update(id, {
							...{ name: 'New', numbers: ['+12025550100'], allowedAddresses: ['203.0.113.7'] },
							...{ allowedNumbers: ['+91*'], ...kept },
						}),
			changeGatewayRequest(direction, id, wanted),
		);
		expect(body).not.toContain('****');
	}
});

test('Get, Get Many and Delete ask for inbound gateways as the SDK does, and for outbound ones', async () => {
	const page = { page: 3, perPage: 50 };
	const order = { search: '+1 & more', page: 3 };
	await same(
		async ({ sip }) => await sip.trunks.inbound.get(id),
		readGatewayRequest(id, 'inbound'),
	);
	await same(
		async ({ sip }) => await sip.trunks.outbound.get(id),
		readGatewayRequest(id, 'outbound'),
	);
	await same(
		async ({ sip }) => await sip.trunks.inbound.list({ ...page, search: order.search }),
		listGatewaysRequest(order, 'inbound'),
	);
	await same(
		async ({ sip }) => await sip.trunks.inbound.delete(id),
		deleteGatewayRequest('inbound', id),
	);
	await same(
		async ({ sip }) => await sip.trunks.outbound.delete(id),
		deleteGatewayRequest('outbound', id),
	);
});
