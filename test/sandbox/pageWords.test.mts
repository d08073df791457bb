import { expect, test } from 'vitest';
import type { PageCall } from '../../sandbox/control/pageState.mts';
import { outcomeOf } from '../../sandbox/page/callWords.mts';
import { useSandbox } from './sandboxClient.mts';
import { callOutcome } from '../../videosdk/callStatus.ts';

const { sandbox, dial, control } = useSandbox();

const shownCall = async (): Promise<PageCall> => (await control('/page-state')).json.calls[0];

test.each([
	...['+12025550100', '+12025550101', '+12025550102', '+12025550103', '+12025550104'],
	...['+12025550105', '+12025550106', '+12025550108'],
])('the outcome that the page names after a call to %s is the one of the node', async (to) => {
	await dial(to);
	sandbox().clock.advance(120_000);
	const call = await shownCall();
	expect(outcomeOf(call).outcome).toBe(callOutcome(call));
});

test.each([
	['an answered one', true, 'answered'],
	['a missed one', false, 'notAnswered'],
])('and so is that of a call that came in: %s', async (_, isAnswered, outcome) => {
	const { callId } = sandbox().phoneIn({ from: '+12025550111', to: '+12025550160', isAnswered });
	sandbox().clock.advance(30_000);
	if (isAnswered) await control(`/calls/${callId}/hangup`, 'POST');
	const call = await shownCall();
	expect([outcomeOf(call).outcome, callOutcome(call)]).toEqual([outcome, outcome]);
});

test.each([
	['+12025550103', 'rang 3 s, talked 5 s'],
	['+12025550102', 'rang 30 s'],
	['+12025550101', ''],
])('how long a call to %s lasted: "%s"', async (to, words) => {
	await dial(to);
	sandbox().clock.advance(120_000);
	expect(outcomeOf(await shownCall()).lasted).toBe(words);
});
