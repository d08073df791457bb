import { expect, test } from 'vitest';
import { seedBody, SOMEBODY, useSandbox } from './sandboxClient.mts';

const { sandbox, send, dial } = useSandbox();

const post = (rawBody: string, headers: Record<string, string> = {}) =>
	send('/v2/sip/outbound-call', { method: 'POST', rawBody, headers });

test("the seed document's request rings the phone once and answers in the seed's words", async () => {
	const answer = await dial();
	expect(answer.status).toBe(200);
	expect(answer.text).toBe(
		'{"statusCode":200,"message":"Success","participantId":"custom_participant_123"}',
	);
	expect(sandbox().rings()).toEqual({ [SOMEBODY]: 1 });
});

test('a request without participantId gets a generated one of 8 characters', async () => {
	const answer = await dial(SOMEBODY, { participantId: undefined });
	expect(answer.json.participantId).toMatch(/^[A-Za-z0-9]{8}$/);
});

test("the seed document's SIP URI is dialed", async () => {
	const uri = 'sip:+919099999999@sip.twilio.com';
	expect((await dial(uri)).status).toBe(200);
	expect(sandbox().ringsOf(uri)).toBe(1);
});

test('two requests to one number ring it twice, and each number is counted apart', async () => {
	await dial('+4915550100');
	await dial('+4915550100');
	await dial('+4915550101');
	expect(sandbox().rings()).toEqual({ '+4915550100': 2, '+4915550101': 1 });
});

test.each(['to', 'displayName', 'meetingId', 'trunkId'])(
	'a request without %s is refused with 400 naming it, and no phone rings',
	async (field) => {
		const answer = await dial(SOMEBODY, { [field]: undefined });
		expect(answer.status).toBe(400);
		expect(answer.json).toEqual({ message: `"${field}" is required.` });
		expect(sandbox().rings()).toEqual({});
	},
);

test.each(['4915550100', '+0123', '+49 1555', 'tel:+4915550100', 'sip:nobody', '', 5, null])(
	'%o is no number and no SIP URI: refused with 400, and no phone rings',
	async (to) => {
		const answer = await dial(SOMEBODY, { to });
		expect(answer.status).toBe(400);
		expect(answer.json.message).toContain('"to"');
		expect(sandbox().rings()).toEqual({});
	},
);

test('an optional field sent empty is refused, so that it is noticed', async () => {
	const answer = await dial(SOMEBODY, { from: '' });
	expect(answer.status).toBe(400);
	expect(answer.json.message).toContain('"from"');
});

test('unknown fields are refused with 400 naming each of them', async () => {
	const answer = await dial(SOMEBODY, { sipCallTo: SOMEBODY, roomId: 'x' });
	expect(answer.status).toBe(400);
	expect(answer.json.message).toBe('Unknown field "sipCallTo", "roomId".');
});

test('broken JSON is refused with 400, and no phone rings', async () => {
	const answer = await post(JSON.stringify(seedBody()).slice(0, -5));
	expect(answer.status).toBe(400);
	expect(answer.json.message).toMatch(/not valid JSON/);
	expect(sandbox().rings()).toEqual({});
});

test.each(['', 'null', '[]', '"text"', '7'])('the body %o is refused with 400', async (rawBody) => {
	expect((await post(rawBody)).status).toBe(400);
});

test('a body that is not declared as JSON is refused with 415', async () => {
	const answer = await post(JSON.stringify(seedBody()), { 'content-type': 'text/plain' });
	expect(answer.status).toBe(415);
});

test('a body of more than 1 MiB is refused with 413, and the sandbox lives on', async () => {
	const answer = await post(JSON.stringify({ ...seedBody(), displayName: 'x'.repeat(2 ** 20) }));
	expect(answer.status).toBe(413);
	expect((await dial()).status).toBe(200);
});

test('a wrong method or path is answered with 404 and JSON', async () => {
	expect((await send('/v2/sip/outbound-call')).json).toEqual({
		message: 'Cannot GET /v2/sip/outbound-call',
	});
	expect((await send('/v2/nothing')).status).toBe(404);
	expect((await send('/', { authorization: null })).status).toBe(404);
});
