import type { INodeParameters } from 'n8n-workflow';

/** Ten digits that North America's plan has, another for each index: nobody is called. */
export const numberAt = (index: number) => `+1202${2_000_000 + index}`;

const ANY_CALL = {
	resource: 'call',
	operation: 'outboundSipCall',
	to: '={{ $json.to }}',
	from: '+12025550199',
	putInto: 'existingMeeting',
	meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
};

/** The parameters of a call to the number that the item names, as a workflow stores them. */
export const THROUGH_GATEWAY = {
	...ANY_CALL,
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: 'gateway-1' },
} satisfies INodeParameters;

export const THROUGH_TRUNK = {
	...ANY_CALL,
	callThrough: 'trunk',
	trunkId: 'trunk-1',
	displayName: 'John Doe',
} satisfies INodeParameters;

/** Every rule of the Safety block that lets these calls through. */
export function allRules(listed: number): INodeParameters {
	const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
	return {
		callingWindow: { window: { days, from: '00:00', until: '24:00', timeZone: 'UTC' } },
		mostCalls: 1_000_000,
		notAgainWithin: 24,
		allowedCountries: ['US', 'DE', 'IN'],
		allowedPrefixes: '+1202, +4930',
		allowNumbers: ['premiumRate'],
		defaultCountry: 'US',
		outsideWindow: 'defer',
		whenNotAllowed: 'fail',
		// Another part of the plan than the numbers that are called.
		doNotCall: Array.from({ length: listed }, (_, index) => `+1303${2_000_000 + index}`).join(', '),
	};
}
