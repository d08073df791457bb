import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../sandbox/index.mts';

const RINGS_MS = 3_000;
const TALKS_MS = 5_000;
const POLL_MS = 50;

/**
 * What a person does at the sandbox's phone, without one: lets the next call ring for three seconds,
 * answers, talks for five, and hangs up. The sandbox's clock does the waiting.
 */
export async function answerNextCall({ url, calls, clock }: Sandbox): Promise<void> {
	clock.freeze();
	while (calls().length === 0) await sleep(POLL_MS);
	const [{ callId }] = calls();
	while (calls()[0].status !== 'ringing') {
		clock.advance(POLL_MS);
	}
	for (const [waitMs, action] of [[RINGS_MS, 'answer'] as const, [TALKS_MS, 'hangup'] as const]) {
		clock.advance(waitMs);
		const answer = await fetch(`${url}/_sandbox/calls/${callId}/${action}`, { method: 'POST' });
		if (!answer.ok) throw new Error(`The phone cannot ${action}: ${await answer.text()}`);
	}
}
