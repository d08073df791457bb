import type { Logger } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startSelfPoll, stopSelfPoll } from '../../nodes/VideoSdk/calls/park/selfPoll.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What n8n answers, look by look; the last one again and again. undefined = it cannot be reached. */
let answers: Array<number | undefined>;
/** When n8n was asked, in seconds since the execution was parked. */
let looks: number[];
let warnings: string[];
let parkedAt: number;

beforeEach(() => {
	vi.useFakeTimers();
	[answers, looks, warnings, parkedAt] = [[200], [], [], Date.now()];
	vi.stubGlobal('fetch', async () => {
		looks.push(Math.round((Date.now() - parkedAt) / SECOND));
		const status = answers.length > 1 ? answers.shift() : answers[0];
		if (status === undefined) throw new TypeError('fetch failed');
		return { status, body: null };
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

let executions = 0;
function park(waitMs: number): string {
	const token = `execution ${executions++}`;
	const logger = { warn: (message: string) => warnings.push(message) } as unknown as Logger;
	const resumeUrl = 'http://127.0.0.1:5678/webhook-waiting/1/node';
	startSelfPoll(logger, { token, resumeUrl, until: parkedAt + waitMs });
	return token;
}

test('soon after parking it looks often, then every five minutes, and at the limit', async () => {
	park(20 * MINUTE);
	await vi.advanceTimersByTimeAsync(20 * MINUTE + SECOND);
	expect(looks).toEqual([2, 5, 15, 60, 360, 660, 960, 1201]);
});

test('before n8n has saved the execution it is turned away, and goes on looking', async () => {
	answers = [409, 409, 200];
	park(HOUR);
	await vi.advanceTimersByTimeAsync(7 * MINUTE);
	expect(looks).toEqual([2, 5, 15, 60, 360]);
});

test.each([401, 404, 409, 307])(
	'an execution that waits no more, or for another node (HTTP %s), is left alone',
	async (status) => {
		answers = [200, 200, status];
		park(HOUR);
		await vi.advanceTimersByTimeAsync(HOUR);
		expect(looks).toEqual([2, 5, 15]);
		expect(warnings).toEqual([]);
	},
);

test.each([502, 503, 429, undefined])(
	'a proxy or an n8n that is away for a moment (%s) does not end the looking: it is asked again soon, and then as before',
	async (status) => {
		answers = [200, 200, status, status, 200];
		park(HOUR);
		await vi.advanceTimersByTimeAsync(11 * MINUTE);
		expect(looks).toEqual([2, 5, 15, 25, 45, 60, 360, 660]);
	},
);

test('connections that fail now and then over a day are no reason to give up', async () => {
	answers = Array.from({ length: 400 }, (_, look) => (look % 10 === 9 ? undefined : 200));
	park(24 * HOUR);
	await vi.advanceTimersByTimeAsync(24 * HOUR + SECOND);
	expect(looks.length).toBeGreaterThan(280);
	expect(warnings).toEqual([]);
});

test('an n8n that cannot be reached from inside is given up, and the log says so', async () => {
	answers = [undefined];
	park(24 * HOUR);
	await vi.advanceTimersByTimeAsync(24 * HOUR);
	expect(looks).toEqual([2, 12, 32, 72, 152, 312, 612, 912, 1212, 1512]);
	expect(warnings).toEqual([expect.stringContaining('cannot be reached from inside')]);
});

test('once the execution goes on, nobody is asked any more', async () => {
	const token = park(HOUR);
	await vi.advanceTimersByTimeAsync(6 * SECOND);
	stopSelfPoll(token);
	await vi.advanceTimersByTimeAsync(HOUR);
	expect(looks).toEqual([2, 5]);
});
