import { expect, test } from 'vitest';
import { readNumberRules } from '../../nodes/VideoSdk/calls/policy/numberRules.ts';

test('a damaged do-not-call list is read once for all items, and each of them is told what is wrong', async () => {
	let looks = 0;
	const safety = {
		get doNotCall() {
			looks++;
			return '+12025550100\n+1202555XX01';
		},
	};
	const messages: string[] = [];
	for (let item = 0; item < 3; item++) {
		await readNumberRules(safety).catch((error: Error) => messages.push(error.message));
	}
	expect(messages).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('line 2')));
	expect(new Set(messages).size).toBe(1);
	expect(looks).toBe(1);
});
