import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createQueues } from '../../sandbox/webhooks/queues.mts';

test('a slow receiver gets its deliveries one after the other, and holds up no other', async () => {
	const queues = createQueues();
	const begun: string[] = [];
	let answer = () => {};
	const slow = new Promise<void>((resolve) => (answer = resolve));
	const job = (name: string, work?: Promise<void>) => async () => {
		begun.push(name);
		await work;
	};
	queues.add('slow', job('slow 1', slow));
	queues.add('slow', job('slow 2'));
	queues.add('quick', job('quick 1'));
	queues.add('quick', job('quick 2'));
	await nextTurn();
	expect(begun).toEqual(['slow 1', 'quick 1', 'quick 2']);
	answer();
	await queues.settled();
	expect(begun.at(-1)).toBe('slow 2');
});

test('what is added by a job is waited for, too', async () => {
	const queues = createQueues();
	const done: number[] = [];
	const retry = async (left: number): Promise<void> => {
		await nextTurn();
		done.push(left);
		if (left > 0) queues.add('one', () => retry(left - 1));
	};
	queues.add('one', () => retry(3));
	await queues.settled();
	expect(done).toEqual([3, 2, 1, 0]);
});
