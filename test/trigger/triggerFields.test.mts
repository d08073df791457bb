import { describe, expect, test } from 'vitest';
import type { INodeProperties } from 'n8n-workflow';
import { CALL_EVENTS, OLDER_CALL_EVENTS, olderEvents } from '../../videosdk/callEvent.ts';
import { readSecurity, triggerFields } from '../../nodes/VideoSdk/trigger/triggerFields.ts';
import { wantedEvents } from '../../nodes/VideoSdk/trigger/wantedEvents.ts';

const field = (name: string) => triggerFields.find((one) => one.name === name);
const valuesOf = (name: string) =>
	(field(name)?.options ?? []).map((option) => (option as { value: string }).value);
const namesIn = (name: string) =>
	(field(name)?.options ?? []).map((option) => (option as INodeProperties).name);

// What workflows store is in nobody's hands any more once a version is out: a change here breaks them.
test('what workflows store has the names it was released with', () => {
	expect(triggerFields.map(({ name }) => name)).toEqual([
		'options',
		'listenFor',
		'events',
		'roomEvents',
		'batchEvents',
		'addCall',
		'placedBy',
		'workflowId',
		'filters',
		'security',
	]);
	expect(valuesOf('listenFor')).toEqual(['callFinished', 'everyChange', 'selectedEvents']);
	expect(valuesOf('placedBy')).toEqual(['anybody', 'thisN8n', 'workflow']);
	expect(namesIn('filters')).toEqual([
		'direction',
		'from',
		...['gatewayId', 'gatewayId'],
		'metadataKey',
		'metadataValue',
		...['roomId', 'roomId'],
		...['ruleId', 'ruleId'],
		'to',
	]);
	expect(namesIn('security')).toEqual(['agentSecret', 'maxAgeHours', 'verifyBy']);
	expect(['listenFor', 'placedBy'].map((name) => field(name)?.default)).toEqual([
		'callFinished',
		'anybody',
	]);
});

test('every event that VideoSDK knows can be selected, and the end of a call whatever became of it', () => {
	const ofAgents = ['call-summary'];
	const ownWords = ['call-finished', ...ofAgents];
	expect([...valuesOf('events')].sort()).toEqual([...CALL_EVENTS, ...ownWords].sort());
});

test('every field says in words what it is for', () => {
	for (const { name, type, description } of triggerFields) {
		expect(type === 'hidden' || Boolean(description), name).toBe(true);
	}
});

test('n8n is told to leave the body unread', () => {
	expect(field('options')).toMatchObject({ type: 'hidden', default: { binaryData: true } });
});

describe('how a delivery is verified', () => {
	test('is the signature, unless the secret in the URL is chosen; there is no third', () => {
		for (const value of [undefined, null, {}, { verifyBy: '' }, { verifyBy: 'nothing' }]) {
			expect(readSecurity(value)).toEqual({
				...{ verifyBy: 'signature', maxAgeHours: 24, agentSecret: '' },
			});
		}
		expect(readSecurity({ verifyBy: 'secretInUrl' }).verifyBy).toBe('secretInUrl');
		const security = field('security')?.options as INodeProperties[];
		const verifyBy = security.find(({ name }) => name === 'verifyBy');
		expect(verifyBy?.options).toHaveLength(2);
	});

	test('an age of 0 means no limit, and what is no number means a day', () => {
		expect(readSecurity({ maxAgeHours: 0 }).maxAgeHours).toBe(0);
		expect(readSecurity({ maxAgeHours: 'soon' }).maxAgeHours).toBe(24);
	});
});

describe('what VideoSDK is asked to tell', () => {
	test('for Call Finished: all that can be the end of a call, known to every account', () => {
		const events = wantedEvents('callFinished', ['call-ringing']);
		expect([...events].sort()).toEqual([
			'call-hangup',
			'call-missed',
			'call-transferred',
			'call-update',
		]);
		expect(olderEvents(events)).toEqual(events);
	});

	test('for Every Change: everything, of which older accounts know seven', () => {
		expect(wantedEvents('everyChange', undefined)).toEqual([...CALL_EVENTS]);
		expect(olderEvents(CALL_EVENTS)).toEqual([...OLDER_CALL_EVENTS]);
	});

	test('for Selected Events: these, once each; none is a mistake that is told', () => {
		const selected = ['call-missed', 'call-missed', 'call-ringing'];
		expect(wantedEvents('selectedEvents', selected)).toEqual(['call-missed', 'call-ringing']);
		for (const nothing of [[], undefined, '', 'call-missed']) {
			expect(() => wantedEvents('selectedEvents', nothing)).toThrow('No event is selected');
		}
	});
});
