import { describe, expect, test } from 'vitest';
import { numbers, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';
import { useFakeDate } from '../support/fakeDate.mts';

const { call, sandbox } = useCallingWorkflow();
const { setDate } = useFakeDate();

const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const PEOPLE = {
	london: '+447700900123',
	losAngeles: '+13105550123',
	phoenix: '+16025550123',
	tollFree: '+18005550199',
	kosovo: '+38344123456',
	recife: '+5581961234567',
	sydney: '+61412345678',
};
const names = Object.keys(PEOPLE);
const everybody = Object.values(PEOPLE);

/** Calls at a moment; without a time zone unless there is one. */
async function callAt(moment: string, window: object = {}, to = everybody) {
	setDate(moment);
	sandbox().reset();
	const whole = { days: WEEK, from: '09:00', until: '20:00', ...window };
	const safety = { callingWindow: { window: whole } };
	return await call({ to, parameters: { safety: safety as never } });
}

/** Who has been called, and when the others will be. */
async function outcomesAt(moment: string) {
	const { items } = await callAt(moment);
	const rings = ringsOfEach(sandbox(), everybody);
	return Object.fromEntries(
		items.map(({ json }, index) => [
			names[index],
			rings[index] === 1 && json.outcome !== 'deferred' ? 'rings' : json.callAt,
		]),
	);
}

describe('a window from 9 to 20 without a time zone, by the clocks of all places in which the number can be', () => {
	test('in a summer night of Europe nobody in London or Kosovo is woken, and each is told when their window opens', async () => {
		expect(await outcomesAt('2026-07-15T04:00:00Z')).toEqual({
			london: '2026-07-15T08:00:00.000Z',
			losAngeles: '2026-07-15T16:00:00.000Z',
			phoenix: '2026-07-15T16:00:00.000Z',
			tollFree: '2026-07-15T19:00:00.000Z',
			kosovo: '2026-07-15T07:00:00.000Z',
			recife: '2026-07-15T12:00:00.000Z',
			sydney: 'rings',
		});
	});

	test('on a summer morning in Los Angeles Phoenix has the same time; Hawaii, where toll-free numbers can be, sleeps', async () => {
		expect(await outcomesAt('2026-07-15T16:30:00Z')).toEqual({
			london: 'rings',
			losAngeles: 'rings',
			phoenix: 'rings',
			tollFree: '2026-07-15T19:00:00.000Z',
			kosovo: 'rings',
			recife: 'rings',
			sydney: '2026-07-16T02:30:00.000Z',
		});
	});

	test('in winter Phoenix is an hour ahead of Los Angeles', async () => {
		expect(await outcomesAt('2026-01-14T16:30:00Z')).toEqual({
			london: 'rings',
			losAngeles: '2026-01-14T17:00:00.000Z',
			phoenix: 'rings',
			tollFree: '2026-01-14T19:00:00.000Z',
			kosovo: 'rings',
			recife: 'rings',
			sydney: '2026-01-15T02:30:00.000Z',
		});
	});

	test('a toll-free number rings when it is day from Newfoundland to Hawaii, and the item names the clocks', async () => {
		const { items } = await callAt('2026-07-15T19:00:00Z', {}, [PEOPLE.tollFree]);
		expect(sandbox().ringsOf(PEOPLE.tollFree)).toBe(1);
		expect(items[0].json.safety).toMatchObject({
			open: true,
			timeZone: 'America/New_York',
			localTime: '2026-07-15T15:00:00-04:00',
			timeZones: expect.arrayContaining(['America/St_Johns', 'Pacific/Honolulu']),
		});
	});

	test('who is deferred is told by which clock, and among how many', async () => {
		const { items } = await callAt('2026-07-15T16:30:00Z', {}, [PEOPLE.tollFree]);
		expect(items[0].json).toMatchObject({
			outcome: 'deferred',
			callAt: '2026-07-15T19:00:00.000Z',
			safety: {
				open: false,
				timeZone: 'Pacific/Honolulu',
				localTime: '2026-07-15T06:30:00-10:00',
				code: 'outsideWindow',
				reason: expect.stringMatching(
					/^it is 2026-07-15T06:30:00-10:00 in Pacific\/Honolulu, one of the places with \d+ different clocks in which the called person can be, outside the calling hours, which begin on all of them at 2026-07-15T19:00:00.000Z$/,
				),
			},
		});
		expect(sandbox().rings()).toEqual({});
	});

	test('a window that is never open on all clocks at once is an error that says so, and nobody is called', async () => {
		const { error } = await callAt('2026-07-15T19:00:00Z', { until: '10:00' }, [PEOPLE.tollFree]);
		expect(error?.message).toContain('The rule "Calling Hours" cannot be kept: ');
		expect(error?.message).toContain('Make the window longer, or set its Time Zone');
		expect(sandbox().rings()).toEqual({});
	});
});

describe('what stands in Time Zone', () => {
	const [ANNA] = numbers(1);
	const MORNING = '2026-07-15T07:30:00Z';

	test.each([
		['', 1],
		['By Number', 1],
		['={{ null }}', 1],
		['europe/oslo', 1],
		['+02:00', 1],
		['UTC', 0],
		['Etc/UTC', 0],
		['+01:00', 0],
	])('"%s" at half past nine in Oslo: %i rings', async (timeZone, rings) => {
		const { status } = await callAt(MORNING, { timeZone }, [ANNA]);
		expect(status).toBe('success');
		expect(sandbox().ringsOf(ANNA)).toBe(rings);
	});

	test.each([
		['BST', 'Europe/London, Asia/Dhaka or Pacific/Bougainville'],
		['AST', 'America/Halifax'],
		['IST', 'Asia/Kolkata, Asia/Jerusalem or Europe/Dublin'],
		['CST', 'America/Chicago'],
		['EST', 'America/New_York'],
		['Japan', 'Asia/Tokyo'],
		['Etc/GMT-2', '+02:00'],
	])('"%s" is refused before any phone rings, with %s', async (timeZone, names) => {
		const { error } = await callAt(MORNING, { timeZone }, [ANNA]);
		expect(error?.message).toContain('The rule "Calling Hours" cannot be kept: ');
		expect(error?.message).toContain(names);
		expect(sandbox().rings()).toEqual({});
		expect(sandbox().journal()).toEqual([]);
	});

	test('a list is refused before any phone rings, and the field is named', async () => {
		const { error } = await callAt(MORNING, { timeZone: '={{ [1] }}' }, [ANNA]);
		expect(error?.message).toContain('"Calling Hours > Time Zone" is a list ([1])');
		expect(sandbox().journal()).toEqual([]);
	});
});
