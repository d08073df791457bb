import { expect, test } from 'vitest';
import { lasts } from '../support/lasts.mts';
import { SOMEBODY, useSandbox } from './sandboxClient.mts';

const { sandbox, dialOut, control } = useSandbox();

const newest = () => {
	const call = sandbox().calls()[0];
	if (!call) throw new Error('There is no call.');
	return call;
};
/** Resolves as soon as the phone rings, which is before a held answer comes. */
async function untilPlaced() {
	while (sandbox().calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('waitUntilAnswered holds the answer until the clock brings the callee to the phone', async () => {
	let answered = false;
	const held = dialOut({ waitUntilAnswered: true }).finally(() => (answered = true));
	await untilPlaced();
	sandbox().clock.advance(3_999);
	await control('/rings');
	expect(answered).toBe(false);
	sandbox().clock.advance(1);
	expect((await held).json.data.status).toBe('answered');
});

test.each([
	['the callee answers by hand', 'answer', 'answered'],
	['the callee rejects by hand', 'reject', 'rejected'],
])('a held answer comes when %s', async (_, action, status) => {
	const held = dialOut({ waitUntilAnswered: true });
	await untilPlaced();
	await control(`/calls/${newest().callId}/${action}`, 'POST');
	expect((await held).json.data.status).toBe(status);
});

test('a held answer comes when the ringing timeout is over', async () => {
	const held = dialOut({ waitUntilAnswered: true, ringingTimeout: 2 });
	await untilPlaced();
	sandbox().clock.advance(3_000);
	expect((await held).json.data.status).toBe('not-answered');
});

test('a held answer comes by itself when the clock runs, and sooner when it runs fast', async () => {
	sandbox().clock.setSpeed(100);
	const held = dialOut({ waitUntilAnswered: true });
	expect(await lasts(held)).toBeLessThan(2_000);
	expect((await held).json.data.status).toBe('answered');
});

test('a reset lets go of a held answer', async () => {
	const held = dialOut({ waitUntilAnswered: true });
	await untilPlaced();
	sandbox().reset();
	expect((await held).json.data.status).toBe('initiated');
});

test('a client that gives up on a held answer leaves behind a call that rings', async () => {
	const impatient = new AbortController();
	const held = dialOut({ waitUntilAnswered: true }, impatient.signal);
	const givenUp = expect(held).rejects.toThrow(/aborted/);
	await untilPlaced();
	impatient.abort();
	await givenUp;
	expect(sandbox().ringsOf(SOMEBODY)).toBe(1);
});
