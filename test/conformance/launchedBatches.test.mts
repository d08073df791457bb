import { expect, test, vi, beforeAll, afterAll } from 'vitest';
import { createBatchRequest } from '../../nodes/VideoSdk/api/batchCalls.ts';
import {
	launchPlanOf,
	type LaunchParams,
} from '../../nodes/VideoSdk/batchCalls/fields/launchParams.ts';
import { same } from './sameRequest.mts';

// Tokens carry the second in which they were signed, and a time that is over is refused.
beforeAll(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

const params: LaunchParams = {
	batchName: 'May',
	phoneNumberId: 'number-1',
	routingRuleId: 'rr_1',
	...{ to: '+12025550100', rowKey: '', agentVariables: {} },
	launchWhen: 'immediate',
	...{ startAt: '', batchTimeZone: '' },
	...{ waitFor: 'nothing', waitHow: 'automatic', batchWaitLimit: 7 },
	safety: {},
	options: {},
};
const ZONE = 'America/New_York';
const names = { batchName: 'May', phoneNumberId: 'number-1', routingRuleId: 'rr_1' };

test('a launch now is what the SDK sends', async () => {
	await same(
		async ({ batchcall }) => await batchcall.create({ ...names, batchId: 'batch-1' }),
		createBatchRequest({ ...launchPlanOf(params, ZONE).batch, batchId: 'batch-1' }),
	);
});

test('a launch with all that the fields offer is what the SDK sends', async () => {
	const { batch } = launchPlanOf(
		{
			...params,
			launchWhen: 'scheduled',
			startAt: '2026-05-04T08:00:00.000Z',
			batchTimeZone: 'Europe/Oslo',
			options: {
				batchDescription: 'Reminders',
				allowedHours: { hours: { from: '9:00', until: '18:00' } },
				daysOfWeek: ['monday', 'friday', 'sunday'],
				batchRetry: { retry: { retryOn: ['missed', 'not-answered'], maxAttempts: 3 } },
			},
		},
		ZONE,
	);
	const webhook = {
		endpoint: 'https://n8n.example.com/x',
		events: ['batchcall-completed' as const],
	};
	const { body } = await same(
		async ({ batchcall }) =>
			await batchcall.create({
				...names,
				description: 'Reminders',
				timing: 'scheduled',
				timezone: 'Europe/Oslo',
				scheduledTime: '10:00',
				scheduledDate: '2026-05-04',
				allowedFrom: '09:00',
				allowedUntil: '18:00',
				daysOfWeek: [0, 1, 5],
				retry: { enabled: true, retryOn: ['not-answered', 'missed'], maxAttempts: 3 },
				webhook,
				batchId: 'batch-1',
			}),
		createBatchRequest({ ...batch, webhook, batchId: 'batch-1' }),
	);
	expect(JSON.parse(body ?? '')).toHaveProperty('retry.maxAttempts', 3);
});

test("the time is that of the workflow's zone where the field is empty", () => {
	const { batch } = launchPlanOf(
		{ ...params, launchWhen: 'scheduled', startAt: '2026-05-04T02:30:20.000Z' },
		ZONE,
	);
	expect(batch).toMatchObject({
		timezone: ZONE,
		scheduledDate: '2026-05-03',
		// Nobody is called before the time: a part of a minute is a whole one.
		scheduledTime: '22:31',
	});
});
