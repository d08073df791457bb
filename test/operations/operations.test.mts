import { describe, expect, test } from 'vitest';
import type { INodeProperties } from 'n8n-workflow';
import { buildProperties } from '../../nodes/VideoSdk/engine/buildProperties.ts';
import { operations, resources } from '../../nodes/VideoSdk/operations/index.ts';

// What workflows store is in nobody's hands any more once a version is out: a change here breaks them.
const stored = operations.map(({ resource, option, fields }) => [
	`${resource}:${option.value}`,
	fields.map(({ name }) => name),
]);

test('what workflows store has the names it was released with', () => {
	expect(Object.fromEntries(stored)).toEqual({
		'call:outboundSipCall': [
			'callThrough',
			'trunkId',
			'gatewayId',
			'routingRuleId',
			'to',
			'from',
			'displayName',
			'displayName',
			'putInto',
			'putInto',
			'meetingId',
			'participantId',
			'waitFor',
			'waitLimit',
			'waitHow',
			'safety',
			'options',
		],
		'call:get': ['callId', 'options'],
		'call:getAll': ['returnAll', 'limit', 'filters', 'options'],
		'call:end': ['callId', 'options'],
		'call:transfer': ['callId', 'transferTo', 'waitForTransfer', 'safety', 'options'],
		'call:switchRoom': ['callId', 'roomId', 'participantId', 'options'],
		'webhook:getAll': ['returnAll', 'limit', 'filters', 'ownAddress'],
		'webhook:delete': ['webhookId'],
	});
});

test('what collections store has the names it was released with', () => {
	const collections = operations.flatMap(({ resource, option, fields }) =>
		fields
			.filter(({ type }) => type === 'collection')
			.map(({ name, options = [] }) => [
				`${resource}:${option.value}:${name}`,
				(options as INodeProperties[]).map((field) => field.name),
			]),
	);
	expect(Object.fromEntries(collections)).toEqual({
		'call:outboundSipCall:options': [
			'additionalFields',
			'maxCallsAtOnce',
			'callsPerSecond',
			'deduplicationKey',
			'dtmf',
			'hangUpAtLimit',
			'hangUpOnStop',
			'hidePhoneNumber',
			'includeHeaders',
			'maskNumbers',
			'maxCallDuration',
			'mediaEncryption',
			'metadata',
			'rawAnswer',
			'recordAudio',
			'ringTimeout',
			'sipHeaders',
			'waitUntilAnswered',
			'whenUnknown',
		],
		'call:outboundSipCall:safety': [
			'allowNumbers',
			'allowedCountries',
			'allowedPrefixes',
			'callingWindow',
			'defaultCountry',
			'doNotCall',
			'mostCalls',
			'notAgainWithin',
			'outsideWindow',
			'whenNotAllowed',
		],
		'call:get:options': ['rawAnswer'],
		'call:getAll:filters': [
			'direction',
			'gatewayId',
			'roomId',
			'ruleId',
			'search',
			'sessionId',
			'startedFrom',
			'startedUntil',
			'status',
		],
		'call:getAll:options': ['rawAnswer'],
		'call:end:options': ['rawAnswer'],
		'call:transfer:safety': [
			'allowNumbers',
			'allowedCountries',
			'allowedPrefixes',
			'defaultCountry',
			'doNotCall',
		],
		'call:transfer:options': ['playDialTone', 'rawAnswer', 'waitLimit'],
		'call:switchRoom:options': ['rawAnswer'],
		'webhook:getAll:filters': ['search'],
	});
});

test('"Outbound SIP Call" is what a new node does', () => {
	const properties = buildProperties(resources, operations);
	const selector = (name: string) => properties.find((property) => property.name === name);
	expect(selector('resource')?.default).toBe('call');
	expect(selector('operation')?.default).toBe('outboundSipCall');
});

describe.each(operations)('$resource: $option.name', (operation) => {
	const shown = buildProperties(resources, operations).filter(
		({ displayOptions: { show } = {} }) =>
			show?.resource?.includes(operation.resource) &&
			show.operation?.includes(operation.option.value),
	);

	test('its fields are shown for it alone', () => {
		expect(shown.map(({ name }) => name)).toEqual(operation.fields.map(({ name }) => name));
		for (const { displayOptions } of shown) {
			expect(displayOptions?.show).toMatchObject({
				resource: [operation.resource],
				operation: [operation.option.value],
			});
		}
	});

	test('every field says in words what it is for', () => {
		const wordless = (fields: readonly INodeProperties[]): string[] =>
			fields.flatMap(({ name, type, description, options = [] }) => [
				...(description || type === 'collection' || type === 'notice' ? [] : [name]),
				...(type === 'collection' ? wordless(options as INodeProperties[]) : []),
			]);
		expect(wordless(operation.fields)).toEqual([]);
	});
});

test('what makes a phone ring is guarded against ringing it twice', () => {
	const guarded = operations.filter(({ effect }) => effect === 'once');
	expect(guarded.map(({ option }) => option.value)).toEqual(['outboundSipCall']);
});

test('n8n may push entries into the selectors without changing the operations', () => {
	const [resource, operation] = buildProperties(resources, operations);
	const counts = [resource, operation].map(({ options }) => options?.length);
	resource.options?.push({ name: 'Custom API Call', value: '__CUSTOM_API_CALL__' });
	operation.options?.push({ name: 'Custom API Call', value: '__CUSTOM_API_CALL__' });
	const [again, andAgain] = buildProperties(resources, operations);
	expect([again, andAgain].map(({ options }) => options?.length)).toEqual(counts);
});
