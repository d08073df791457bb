import { describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import {
	numbers,
	ringsOfEach,
	THROUGH_TRUNK,
	useCallingWorkflow,
} from '../support/callingWorkflow.mts';
import { textsThatTell } from '../support/readableNumber.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential, call, start } = useCallingWorkflow();

const [ANNA, BERT, CARLA] = numbers(3);
const ANSWERS = '+12025550100';
const NEVER_ANSWERS = '+12025550102';
const gateway = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
};
/** Of this zone are workflows that name none, in an n8n that names none. */
const ZONE = 'America/New_York';

/** Nobody was called, nothing was even asked, and the error names the field. */
async function refuses(
	parameters: Record<string, unknown>,
	options: Record<string, unknown>,
	...words: string[]
) {
	const { status, error } = await call({
		to: [ANNA],
		options,
		parameters: parameters as RunOrder['parameters'],
	});
	expect([status, error?.message]).toEqual(['error', expect.any(String)]);
	for (const word of words) expect(error?.message).toContain(word);
	expect(error?.context).toMatchObject({ details: { code: 'invalidInput', callMayExist: false } });
	expect(sandbox().journal()).toEqual([]);
	expect(sandbox().rings()).toEqual({});
}

/** An operation that is not a call. */
const run = async (operation: string, parameters: object, resource = 'call') =>
	await engine().run({
		credential: credential(),
		items: [{}],
		parameters: { resource, operation, options: {}, ...parameters } as RunOrder['parameters'],
	}).finished;

const bodies = () =>
	sandbox()
		.journal()
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body as Record<string, unknown>);

/** What n8n gives for true when there is a blank behind the expression, and what models send. */
const YES = [true, 'true', '={{ true }} ', '={{ true }}\n', ' TRUE ', "={{ 'True' }}"];
const NO = [false, 'false', '={{ false }} ', ' False\n', "={{ 'FALSE' }}"];
const NEITHER = [
	...['={{ null }}', '={{ undefined }}', '={{ $json.missing }}', '={{ "" }}', 'yes', '={{ 1 }}'],
	...['={{ [true] }}', '={{ ({}) }}', '={{ [] }}', '={{ new Date() }}', '={{ $now }}', '={{ 0n }}'],
];

describe('a switch', () => {
	const ends = () =>
		sandbox()
			.journal()
			.filter(({ path }) => path === '/v2/sip/call/end');
	const waiting = { ...gateway, waitFor: 'end', waitLimit: 1 };

	test.each(YES)('Hang Up at the Limit %j ends the call', async (hangUpAtLimit) => {
		sandbox().clock.setSpeed(1);
		const order = { to: [NEVER_ANSWERS], parameters: waiting, options: { hangUpAtLimit } };
		const { items } = await call(order);
		expect(items[0].json).toMatchObject({ outcome: 'timedOut', hungUp: true });
		expect(ends()).toHaveLength(1);
	});

	test.each(NO)('Hang Up at the Limit %j lets it go on', async (hangUpAtLimit) => {
		sandbox().clock.setSpeed(1);
		const order = { to: [NEVER_ANSWERS], parameters: waiting, options: { hangUpAtLimit } };
		const { items } = await call(order);
		expect(items[0].json).not.toHaveProperty('hungUp');
		expect(ends()).toEqual([]);
	});

	test.each([...YES.slice(1, 3), ...NO.slice(1, 3)])('Hang Up on Stop %j', async (hangUpOnStop) => {
		sandbox().clock.setSpeed(1);
		const parameters = { ...gateway, waitFor: 'end' };
		const running = start({ to: [NEVER_ANSWERS], parameters, options: { hangUpOnStop } });
		await expect.poll(() => sandbox().ringsOf(NEVER_ANSWERS)).toBe(1);
		await expect.poll(() => sandbox().journal().length).toBeGreaterThan(1);
		running.stop();
		await running.finished;
		const isOn = String(hangUpOnStop).toLowerCase().includes('true');
		expect(ends()).toHaveLength(isOn ? 1 : 0);
	});

	test.each(['hangUpAtLimit', 'hangUpOnStop', 'maskNumbers', 'rawAnswer'])(
		'%s that is neither true nor false is an error of that field',
		async (name) => {
			for (const value of NEITHER) {
				await refuses({ ...gateway, waitFor: 'end' }, { [name]: value }, '" is ', 'true or false');
			}
		},
	);

	test.each(YES)('Mask Numbers %j masks', async (maskNumbers) => {
		const { items } = await call({
			to: [ANSWERS],
			parameters: gateway,
			options: { maskNumbers },
		});
		expect(textsThatTell(items, ANSWERS)).toEqual([]);
	});

	test.each(NO)('Mask Numbers %j shows', async (maskNumbers) => {
		const { items } = await call({
			to: [ANSWERS],
			parameters: gateway,
			options: { maskNumbers },
		});
		expect(items[0].json.to).toBe(ANSWERS);
	});

	test.each(['={{ null }}', 'yes', '={{ [true] }}'])(
		'where nobody knows whether numbers are to be masked (%j), the error shows none',
		async (maskNumbers) => {
			const { error } = await call({
				to: [ANSWERS],
				parameters: gateway,
				options: { maskNumbers },
			});
			expect(error?.message).toContain('"Mask Numbers" is ');
			expect(textsThatTell([error], ANSWERS)).toEqual([]);
			expect(sandbox().rings()).toEqual({});
		},
	);

	test.each([...YES, ...NO])('Raw Answer %j, of a call and of End', async (rawAnswer) => {
		const isOn = String(rawAnswer).toLowerCase().includes('true');
		const placed = await call({ to: [ANSWERS], parameters: gateway, options: { rawAnswer } });
		expect('raw' in placed.items[0].json).toBe(isOn);
		const { callId } = placed.items[0].json;
		const ended = await run('end', { callId, options: { rawAnswer } });
		expect('raw' in ended.items[0].json).toBe(isOn);
	});

	// A text that is no expression n8n itself takes for no reason to show Limit, and drops that.
	test.each([true, false, '={{ true }} ', '={{ false }} ', '={{ "False" }}', '={{ "TRUE" }}\n'])(
		'Return All %j',
		async (returnAll) => {
			await call({ to: [ANNA, BERT, CARLA] });
			const isOn = String(returnAll).toLowerCase().includes('true');
			const { items } = await run('getAll', { returnAll, limit: 2, filters: {} });
			expect(items).toHaveLength(isOn ? 3 : 2);
		},
	);

	test.each(NO)('Wait For Transfer %j does not wait', async (waitForTransfer) => {
		sandbox().clock.freeze();
		await call({ to: [ANNA] });
		sandbox().clock.advance(5000);
		const { callId } = sandbox().calls()[0];
		const { items } = await run('transfer', { callId, transferTo: BERT, waitForTransfer });
		expect(items[0].json.transfer).toBe('accepted');
	});

	test('Record, DTMF and others go out as switches', async () => {
		const options = {
			recordAudio: '={{ true }} ',
			dtmf: "={{ 'False' }}",
			hidePhoneNumber: ' true',
			waitUntilAnswered: 'FALSE\n',
		};
		await call({ to: [ANSWERS], parameters: gateway, options });
		expect(bodies()[0]).toMatchObject({
			...{ recordAudio: true, dtmf: false, hidePhoneNumber: true, waitUntilAnswered: false },
		});
	});
});

describe('a choice', () => {
	test.each(['Nothing', 'nothing ', ' NOTHING\n', '={{ "nothing" }} '])(
		'Wait For %j waits for nothing',
		async (waitFor) => {
			const { items } = await call({ to: [ANNA], parameters: { waitFor } });
			expect(items[0].json.outcome).toBe('placed');
			expect(sandbox().ringsOf(ANNA)).toBe(1);
		},
	);

	test.each(['End of Call', 'END ', '={{ "End" }}'])(
		'Wait For %j waits for the end',
		async (waitFor) => {
			sandbox().clock.setSpeed(20);
			const { items } = await call({ to: ['+12025550103'], parameters: { ...gateway, waitFor } });
			expect(items[0].json).toMatchObject({ outcome: 'answered', endedAt: expect.any(String) });
		},
	);

	test.each([
		...['none', '={{ false }}', '={{ "" }}', '={{ null }}', '={{ $json.missing }}', '={{ 0 }}'],
		...['={{ ["nothing"] }}', '={{ ({}) }}', 'Nothing, Answer', 'nothin', '={{ new Date() }}'],
	])('Wait For %j: an error that names the choices, and nobody is called', async (waitFor) => {
		const words = 'it must be Answer, End of Call or Nothing';
		await refuses({ waitFor }, {}, '"Wait For" is ', words);
	});

	const CLOSED = {
		window: { days: [], from: '09:00', until: '09:01', timeZone: '-12:00' },
	};
	test.each(['Fail', ' FAIL ', '={{ "fail" }}\n'])(
		'Outside Calling Hours %j fails',
		async (outsideWindow) => {
			// Whatever day it is: the window is open for one minute of another one.
			const days = [['monday', 'sunday'][new Date().getUTCDay() % 2]];
			const callingWindow = { window: { ...CLOSED.window, days } };
			const { status, error } = await call({
				to: [ANNA],
				parameters: { safety: { callingWindow, outsideWindow } },
			});
			expect(status).toBe('error');
			expect(error?.message).toContain('"To" must not be called now');
			expect(sandbox().rings()).toEqual({});
		},
	);

	test.each<[string, object, object]>([
		['Room', { putInto: '={{ "Existing Room" }}' }, {}],
		['Room, by the word of before,', { putInto: '={{ "Existing Meeting" }}' }, {}],
		['While Waiting', { waitFor: 'nothing', waitHow: 'Keep running' }, {}],
		['If the Result Is Unknown', {}, { whenUnknown: 'Dial again if not found ' }],
		['If Not Allowed', { safety: { whenNotAllowed: ' SKIP', doNotCall: BERT } }, {}],
		[
			'Allow Special Numbers',
			{ safety: { allowNumbers: '={{ "Premium Rate, satellite " }}' } },
			{},
		],
		['Allowed Countries', { safety: { allowedCountries: '={{ ["Norway", "us "] }}' } }, {}],
		['Allowed Countries', { safety: { allowedCountries: 'United States, norway' } }, {}],
		['Allowed Countries', { safety: { allowedCountries: '={{ ["US", "Norway"] }} ' } }, {}],
		['Allowed Countries', { safety: { allowedCountries: '["US", "NO"]' } }, {}],
		['Allow Special Numbers', { safety: { allowNumbers: '={{ ["satellite"] }} ' } }, {}],
		['Allow Special Numbers', { safety: { allowNumbers: '["Premium Rate"]' } }, {}],
		['Default Country', { safety: { defaultCountry: 'norway ' } }, {}],
		['Default Country', { safety: { defaultCountry: '={{ $json.missing }}' } }, {}],
		['Days', { safety: { callingWindow: { window: openOn('Monday, TUESDAY') } } }, {}],
	])('%s is read by either word, in any case: %j %j', async (_field, parameters, options) => {
		const order = { to: [ANNA], options: options as never, parameters: parameters as never };
		const { status, items } = await call(order);
		expect(status).toBe('success');
		const isDeferred = items[0].json.outcome === 'deferred';
		expect(sandbox().ringsOf(ANNA)).toBe(isDeferred ? 0 : 1);
	});

	test('Default Country by its name reads a national number', async () => {
		const safety = { defaultCountry: 'Norway' };
		await call({ to: ['900 00 001'], parameters: { safety } });
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test('If Not Allowed in other letters keeps back whom it must, and calls the others', async () => {
		const safety = { whenNotAllowed: '={{ "Skip" }} ', doNotCall: BERT };
		const { items } = await call({ to: [ANNA, BERT], parameters: { safety } });
		expect(items[1].json).toMatchObject({ outcome: 'skipped', code: 'doNotCall' });
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 0]);
	});

	test.each<[string, object, object]>([
		['Call Through', { callThrough: 'sip' }, {}],
		['Room', { putInto: '={{ ["newMeeting"] }}' }, {}],
		['While Waiting', { waitFor: 'end', waitHow: 'sleep' }, {}],
		['If the Result Is Unknown', {}, { whenUnknown: 'dial' }],
		['If the Result Is Unknown', {}, { whenUnknown: '={{ null }}' }],
		['If Not Allowed', { safety: { whenNotAllowed: '={{ true }}' } }, {}],
		['Outside Calling Hours', { safety: { outsideWindow: 'deffer' } }, {}],
		['Allow Special Numbers', { safety: { allowNumbers: '={{ ["premium"] }}' } }, {}],
		['Allow Special Numbers', { safety: { allowNumbers: '={{ [{ value: "satellite" }] }}' } }, {}],
		['Allow Special Numbers', { safety: { allowNumbers: '={{ true }}' } }, {}],
		['Allowed Countries', { safety: { allowedCountries: '={{ [{ code: "NO" }] }}' } }, {}],
		['Allowed Countries', { safety: { allowedCountries: 'Norwegen' } }, {}],
		['Default Country', { safety: { defaultCountry: '={{ ["NO"] }}' } }, {}],
		['Default Country', { safety: { defaultCountry: '+47' } }, {}],
		['Default Country', { safety: { defaultCountry: '={{ 47 }}' } }, {}],
		['Media Encryption', gateway, { mediaEncryption: '={{ true }}' }],
		['Include Headers', gateway, { includeHeaders: 'some' }],
		[
			'Calling Hours > From',
			{ safety: { callingWindow: { window: openOn('monday', { from: '={{ true }}' }) } } },
			{},
		],
		[
			'Calling Hours > Until',
			{ safety: { callingWindow: { window: openOn('monday', { until: '={{ ["20:00"] }}' }) } } },
			{},
		],
		[
			'Calling Hours > Time Zone',
			{ safety: { callingWindow: { window: openOn('monday', { timeZone: '={{ true }}' }) } } },
			{},
		],
		[
			'Calling Hours > Time Zone',
			{ safety: { callingWindow: { window: openOn('monday', { timeZone: '={{ ["UTC"] }}' }) } } },
			{},
		],
		[
			'Calling Hours > Days',
			{ safety: { callingWindow: { window: openOn('={{ [["monday"]] }}') } } },
			{},
		],
		[
			'Calling Hours > Days',
			{ safety: { callingWindow: { window: openOn('={{ ["monday", { a: 1 }] }}') } } },
			{},
		],
	])('%s that is none of them is an error: %j %j', async (field, parameters, options) => {
		await refuses(parameters as never, options as never, `"${field}" `);
	});
});

function openOn(days: string, changes = {}) {
	return { days, from: '00:00', until: '24:00', timeZone: 'UTC', ...changes };
}

describe('a text', () => {
	test.each([
		['={{ ["+11234567890"] }}', 'a list'],
		['={{ [{ value: "+11234567890" }] }}', 'a list'],
		['={{ ({ number: "+11234567890" }) }}', 'an object'],
		['={{ true }}', '"true"'],
		['={{ $now }}', 'a date'],
		['={{ Number("12345678901234567890") }}', 'its last digits are lost'],
	])('Caller ID %s: nobody is called under another number', async (from, what) => {
		const inList = { __rl: true, mode: 'number', value: from };
		// Of a date in a list, n8n itself makes a text.
		for (const given of what === 'a date' ? [from] : [from, inList]) {
			await refuses({ ...gateway, from: given }, {}, '"Caller ID" is ', what);
			await refuses({ from: given }, {}, '"Caller ID" is ', what);
		}
	});

	test('Caller ID as a number is the number', async () => {
		await call({ to: [ANNA], parameters: { from: '={{ 11234567890 }}' } });
		expect(bodies()[0].from).toMatch(/11234567890$/);
	});

	test.each(['abcd-efgh-ijkl', '={{ "abcd-efgh-ijkl" }}'])(
		'Room and Gateway are found where a program has written the workflow, without the sign of n8n: %s',
		async (meeting) => {
			const gatewayId = { mode: 'id', value: SEED_GATEWAY_ID };
			const parameters = { ...gateway, gatewayId, meetingId: { mode: 'id', value: meeting } };
			const { error } = await call({ to: [ANNA], parameters: parameters as never });
			expect(error).toBeUndefined();
			expect(bodies()).toMatchObject([
				{ gatewayId: SEED_GATEWAY_ID, destinationRoomId: 'abcd-efgh-ijkl' },
			]);
			expect(sandbox().ringsOf(ANNA)).toBe(1);
		},
	);

	test.each<[string, object]>([
		['Display Name', { displayName: '={{ ["Anna"] }}' }],
		['Display Name', { displayName: '={{ $now }}' }],
		['Existing Room', { meetingId: '={{ ({ id: "abcd" }) }}' }],
		[
			'Existing Room',
			{ meetingId: { __rl: true, mode: 'id', value: '={{ ["abcd-efgh-ijkl"] }}' } },
		],
		['Trunk ID', { trunkId: '={{ [1] }}' }],
		['Participant ID', { participantId: '={{ true }}' }],
		['Gateway', { ...gateway, gatewayId: { __rl: true, mode: 'id', value: '={{ ({}) }}' } }],
	])('%s of another type is an error: %j', async (field, parameters) => {
		await refuses(parameters as never, {}, `"${field}" is `);
	});

	test.each<[string, object]>([
		['Metadata', { metadata: '={{ ({ entry: "x" }) }}' }],
		['SIP Headers', { sipHeaders: { header: '={{ ({ a: 1 }) }}' } }],
		['Additional Fields', { additionalFields: '={{ [1] }}' }],
		['Additional Fields', { additionalFields: '={{ true }}' }],
		['Additional Fields', { additionalFields: '={{ new Date() }}' }],
	])(
		'%s that an expression makes something else of is an error where it can be told: %j',
		async (field, options) => {
			const { status, error } = await call({
				to: [ANSWERS],
				parameters: gateway,
				options: options as never,
			});
			// n8n itself makes nothing at all of some: then there is nothing to be told.
			if (status === 'success')
				expect(bodies()[0].metadata).toEqual({ n8nCorrelationKey: expect.any(String) });
			else expect(error?.message).toContain(`"${field}" is `);
		},
	);
});

describe('a filter of Get Many that cannot be used lets nothing through', () => {
	test.each<[string, object, string]>([
		['Room', { roomId: '={{ ["x"] }}' }, 'a list (["x"])'],
		['Room', { roomId: '={{ [] }}' }, 'a list ([])'],
		['Gateway', { gatewayId: '={{ ({ id: "gw_1" }) }}' }, 'an object ({"id":"gw_1"})'],
		['Direction', { direction: '={{ ["inbound"] }}' }, 'a list (["inbound"])'],
		['Direction', { direction: 'in' }, 'it must be Inbound or Outbound'],
		['Direction', { direction: '={{ null }}' }, 'it must be Inbound or Outbound'],
		['Status', { status: '={{ true }}' }, '"true"'],
		['Status', { status: '={{ [{ name: "ended" }] }}' }, 'an object'],
		['Status', { status: '={{ [["ended"]] }}' }, 'a list'],
		['Status', { status: '={{ [] }}' }, 'its expression gives nothing'],
		['Session ID', { sessionId: '={{ true }}' }, '"true"'],
		['Routing Rule', { ruleId: '={{ new Date() }}' }, 'a date'],
		['Search', { search: '={{ [4155550123] }}' }, 'a list ([4155550123])'],
		['Search', { search: '={{ $json.phone }}' }, 'its expression gives nothing'],
		['Room', { roomId: '={{ $json.missing }}' }, 'its expression gives nothing'],
		['Room', { roomId: '={{ "" }}' }, 'its expression gives nothing'],
		['Room', { roomId: '={{ null }} ' }, 'its expression gives nothing'],
		['Started From', { startedFrom: '={{ $json.missing }}' }, 'it is no date'],
		['Started From', { startedFrom: '={{ true }}' }, 'it is no date'],
		['Started From', { startedFrom: '={{ 1795829006522 }}' }, 'it is no date'],
		['Started From', { startedFrom: '04.01.2099' }, 'it is no date'],
		['Started From', { startedFrom: '01/04/2027' }, 'it is no date'],
		['Started Until', { startedUntil: 'day 5' }, 'it is no date'],
		['Started Until', { startedUntil: '2027-1-4 8:00' }, 'it is no date'],
		['Started Until', { startedUntil: '2027-02-30' }, 'it is no date'],
		['Started Until', { startedUntil: '={{ ["2027-01-01"] }}' }, 'a list'],
	])('%s %j', async (field, filters, words) => {
		await call({ to: [ANNA] });
		const before = sandbox().journal().length;
		const { status, error, items } = await run('getAll', { returnAll: true, filters });
		expect([status, items]).toEqual(['error', []]);
		expect(error?.message).toContain(`"${field}" is `);
		expect(error?.message).toContain(words);
		expect(sandbox().journal()).toHaveLength(before);
	});

	test('a filter that was added and left empty is none, as everywhere in n8n', async () => {
		await call({ to: [ANNA] });
		const filters = { roomId: '', status: [], startedFrom: '', search: '' };
		expect((await run('getAll', { returnAll: true, filters })).items).toHaveLength(1);
	});

	test('of an agent, a filter that the model leaves open is none', async () => {
		await call({ to: [ANNA] });
		const told = await engine().runAsTool({
			credential: credential(),
			calls: [
				[{ room: '', status: '', direction: '' }],
				[{ room: 'elsewhere', direction: 'outbound' }],
				[{ direction: 'Inbound ' }],
				[{ direction: 'both' }],
			],
			parameters: {
				operation: 'getAll',
				returnAll: '={{ true }} ',
				filters: {
					roomId: "={{ $fromAI('room', '', 'string', '') }}",
					status: "={{ $fromAI('status', '', 'string', '') }}",
					direction: "={{ $fromAI('direction', '', 'string', '') }}",
				},
				options: {},
			},
		});
		expect(told[0]).toMatchObject({ answer: [{ to: ANNA }] });
		expect(told[1]).toMatchObject({ answer: [] });
		expect(told[2]).toMatchObject({ answer: [] });
		expect(JSON.stringify(told[3])).toContain('it must be Inbound or Outbound');
	});

	test.each([
		['2026-01-31T09:00:00Z', '2026-01-31T09:00:00Z'],
		['2026-01-31T09:00:00+0200', '2026-01-31T07:00:00Z'],
		[' 2026-01-31 09:00:00.5 ', '2026-01-31T14:00:00.500Z'],
		['2026-01-31', '2026-01-31T05:00:00Z'],
		['2026-07-31T09:00', '2026-07-31T13:00:00Z'],
		['2026-03-08T02:30', '2026-03-08T07:30:00Z'],
		['2026-11-01T01:30', '2026-11-01T05:30:00Z'],
		['={{ new Date(Date.UTC(2026, 0, 31, 9)) }}', '2026-01-31T09:00:00Z'],
		['={{ DateTime.fromISO("2026-01-31T09:00", { zone: "Asia/Tokyo" }) }}', '2026-01-31T00:00:00Z'],
		['={{ DateTime.fromISO("2026-01-31T09:00") }}', '2026-01-31T14:00:00Z'],
		['={{ "2026-01-31".toDateTime() }}', '2026-01-31T05:00:00Z'],
	])(`Started From %j is %s where the workflow is in ${ZONE}`, async (startedFrom, moment) => {
		await run('getAll', { returnAll: true, filters: { startedFrom } });
		expect(sandbox().journal()[0].query.startDate).toBe(String(Date.parse(moment)));
	});

	test.each([
		'Ended',
		' ENDED ',
		'ended,Not Answered',
		'={{ ["Ended"] }}',
		'={{ ["not answered", "ended "] }}',
		'={{ ["not answered", "ended"] }} ',
		'["ended", "ringing"]',
	])('Status %j is read in any case, by either word', async (status) => {
		sandbox().clock.freeze();
		await call({ to: [ANNA] });
		sandbox().clock.advance(60_000);
		const { items } = await run('getAll', { returnAll: true, filters: { status } });
		expect(items).toHaveLength(1);
	});
});

describe('a number', () => {
	const WRONG = [
		...[
			'={{ true }}',
			'={{ [45] }}',
			'={{ new Date() }}',
			'={{ $now }}',
			'1e3',
			'0x10',
			'4 5',
			'1.000',
		],
		...['={{ NaN }}', '={{ Infinity }}', '={{ 1e21 }}', '={{ ({ seconds: 45 }) }}', '45s', '45,0'],
		...['={{ -45 }}', '={{ 45.5 }}', '={{ Number("12345678901234567890") }}', '={{ "１２" }}'],
	];
	const waiting = { ...gateway, waitFor: 'end' };
	test.each([
		['Ring Timeout', (ringTimeout: string) => [gateway, { ringTimeout }]],
		['Maximum Duration', (maxCallDuration: string) => [gateway, { maxCallDuration }]],
		['Wait Limit', (waitLimit: string) => [{ ...waiting, waitLimit }, {}]],
		['Calls at Once', (maxCallsAtOnce: string) => [{}, { maxCallsAtOnce }]],
		['Maximum Calls per Run', (mostCalls: string) => [{ safety: { mostCalls } }, {}]],
	] as const)('%s takes digits only', async (field, holding) => {
		for (const value of WRONG) {
			const [parameters, options] = holding(value);
			await refuses(parameters as never, options as never, `"${field}" is `, 'a whole number');
		}
	});

	test.each([
		['Calls per Second', (callsPerSecond: string) => [{}, { callsPerSecond }]],
		['Not Again Within', (notAgainWithin: string) => [{ safety: { notAgainWithin } }, {}]],
	] as const)('%s takes a fraction too, and nothing else', async (field, holding) => {
		for (const value of WRONG.filter((one) => one !== '={{ 45.5 }}')) {
			const [parameters, options] = holding(value);
			await refuses(parameters as never, options as never, `"${field}" is `, 'a number');
		}
	});

	test.each(['45', ' 45 ', '={{ 45 }} ', '={{ 45 }}', '45.0', '={{ 45n }}', '045'])(
		'Ring Timeout and Maximum Duration %j are 45 seconds',
		async (seconds) => {
			const options = { ringTimeout: seconds, maxCallDuration: seconds };
			await call({ to: [ANSWERS], parameters: gateway, options });
			expect(bodies()[0]).toMatchObject({ ringingTimeout: 45, maxCallDuration: 45 });
		},
	);

	test.each(['={{ "2" }}', '2 ', '2.0', '={{ 2 }}\n'])('Limit %j is two', async (limit) => {
		await call({ to: [ANNA, BERT, CARLA] });
		expect((await run('getAll', { returnAll: false, limit, filters: {} })).items).toHaveLength(2);
	});

	test.each(['={{ true }}', '={{ [2] }}', '={{ null }}', 'two', '={{ 0 }}', '={{ 2.5 }}'])(
		'Limit %j is an error',
		async (limit) => {
			const { error } = await run('getAll', { returnAll: false, limit, filters: {} });
			expect(error?.message).toContain('"Limit" is ');
			expect(sandbox().journal()).toEqual([]);
		},
	);
});

describe('a Deduplication Key', () => {
	test.each([
		['={{ new Date(Date.UTC(2026, 0, 31, 9)) }}', '2026-01-31T09:00:00.000Z'],
		['={{ 4711 }}', '4711'],
		['={{ 4711 }} ', ' 4711 '],
		['={{ "12345678901234567890" }}', '12345678901234567890'],
		['={{ BigInt("12345678901234567890") }}', '12345678901234567890'],
		[
			'={{ DateTime.fromISO("2026-01-31T09:00", { zone: "Europe/Oslo" }) }}',
			'2026-01-31T09:00:00.000+01:00',
		],
	])('%s is the same as the text %j: the second execution calls nobody', async (first, second) => {
		await call({ to: [ANNA], options: { deduplicationKey: first } });
		const { items } = await call({ to: [ANNA], options: { deduplicationKey: second } });
		expect(items[0].json).toMatchObject({ outcome: 'skipped', code: 'calledBefore' });
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test.each([
		...['={{ 12345678901234567890 }}', '={{ Number("9007199254740993") }}', '={{ 1e21 }}'],
		...['={{ ["a"] }}', '={{ ({ id: 1 }) }}', '={{ true }}', '={{ false }}', '={{ NaN }}'],
		...['={{ new Date("soon") }}', '={{ [new Date()] }}', '={{ [["a"]] }}', '={{ null }}'],
		// Of any object with a text beside it, n8n makes the same text: one person's call were everybody's.
		...['={{ ({ id: 1 }) }} ', '=reminder-{{ ({ id: 1 }) }}'],
	])('%s names no one call: an error', async (deduplicationKey) => {
		await refuses({}, { deduplicationKey }, '"Deduplication Key" is ');
	});
});

describe.each([
	['outside of any execution', { executionId: null }],
	['in an execution of its own', { toolOf: '@n8n/n8n-nodes-langchain.mcpTrigger' }],
])('a tool of the MCP Server Trigger, each call of which runs %s', (_where, setting) => {
	const ask = async (...calls: Array<Record<string, unknown>>) =>
		await engine().runAsTool({
			credential: credential(),
			...setting,
			through: 'invoke',
			calls: [calls],
			parameters: {
				callThrough: 'trunk',
				to: "={{ $fromAI('to', '', 'string') }}",
				from: '+11234567890',
				displayName: 'John Doe',
				meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
				trunkId: 'trunk_987654321',
				participantId: '',
				options: { deduplicationKey: "={{ $fromAI('key', '', 'string', '') }}" },
			},
		});

	test('dials a number once under one key, and tells the refusal as an error', async () => {
		const [first] = await ask({ to: ANNA, key: 'reminder' });
		expect(first).toMatchObject({ answer: [{ result: expect.stringContaining('was placed') }] });
		const [second] = await ask({ to: '0047 900 00 001', key: 'reminder' });
		expect(second).toMatchObject({ error: expect.stringContaining('the Deduplication Key') });
		await ask({ to: BERT, key: 'reminder' });
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
	});

	test('may try again under a key whose call was refused', async () => {
		const on = { path: '/v2/sip/outbound-call', to: ANNA };
		sandbox().addFault({ on, fault: { kind: 'status', status: 400 } });
		const [first] = await ask({ to: ANNA, key: 'reminder' });
		expect(first).toMatchObject({ error: expect.stringContaining('VideoSDK refused') });
		await ask({ to: ANNA, key: 'reminder' });
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test('called without a key is as good as a new call each time', async () => {
		for (const call of [{ to: ANNA }, { to: ANNA, key: '' }]) await ask(call);
		expect(sandbox().ringsOf(ANNA)).toBe(2);
	});

	test('is told of what cannot be read as an error', async () => {
		const [told] = await ask({ to: '12', key: 'x' });
		expect(told).toMatchObject({ error: expect.stringContaining('"To" is "12"') });
	});
});

test('an agent may use a key anew in another execution, as models call every key "reminder"', async () => {
	const ask = async () =>
		await engine().runAsTool({
			credential: credential(),
			calls: [[{ to: ANNA, key: 'reminder' }]],
			parameters: {
				...THROUGH_TRUNK,
				to: "={{ $fromAI('to', '', 'string') }}",
				options: { deduplicationKey: "={{ $fromAI('key', '', 'string', '') }}" },
			},
		});
	await ask();
	await ask();
	expect(sandbox().ringsOf(ANNA)).toBe(2);
});

describe('operations that a list may stand in front of', () => {
	test.each<[string, string, object]>([
		['end', 'Call ID', { callId: '={{ ["call_1"] }}' }],
		['end', 'Call ID', { callId: '={{ ({ callId: "call_1" }) }}' }],
		['get', 'Call ID', { callId: '={{ true }}' }],
		['get', 'Raw Answer', { callId: 'call_1', options: { rawAnswer: '={{ null }}' } }],
		[
			'transfer',
			'Wait For Transfer',
			{ callId: 'call_1', transferTo: BERT, waitForTransfer: 'yes' },
		],
		[
			'transfer',
			'Wait Limit',
			{ callId: 'c', transferTo: BERT, options: { waitLimit: '={{ true }}' } },
		],
		[
			'transfer',
			'Play Dial Tone',
			{ callId: 'c', transferTo: BERT, options: { playDialTone: 'x' } },
		],
		['switchRoom', 'Room', { callId: 'c', roomId: '={{ ["abcd-efgh-ijkl"] }}' }],
		['switchRoom', 'Participant ID', { callId: 'c', roomId: 'r', participantId: '={{ [] }}' }],
	])('%s: %s %j', async (operation, field, parameters) => {
		const { error } = await run(operation, parameters);
		expect(error?.message).toContain(`"${field}" is `);
		expect(sandbox().journal()).toEqual([]);
	});

	test.each<[string, string, object]>([
		['delete', 'Webhook', { webhookId: '={{ ["wh_1"] }}' }],
		['delete', 'Webhook', { webhookId: '={{ true }}' }],
		['getAll', 'Search', { returnAll: true, filters: { search: '={{ ["n8n"] }}' } }],
		['getAll', 'Search', { returnAll: true, filters: { search: '={{ $json.url }}' } }],
		['getAll', 'Return All', { returnAll: '={{ [] }}', filters: {} }],
	])('webhook %s: %s %j', async (operation, field, parameters) => {
		const { error } = await run(operation, parameters, 'webhook');
		expect(error?.message).toContain(`"${field}" is `);
		expect(sandbox().journal()).toEqual([]);
	});
});
