import { afterAll, afterEach, expect } from 'vitest';
import { leaksIn } from './leaks.mts';

/** A text that may be shown or saved, and the secret that must not be in it. */
interface Searched {
	text: string;
	apiSecret: string;
}

const unread: Searched[] = [];
let searched = 0;

/** Has what a run gives out searched for secrets and tokens: a test in which one is found fails. */
export function audit(apiSecret: unknown, ...told: unknown[]): void {
	for (const one of told) {
		const text = typeof one === 'string' ? one : (JSON.stringify(one) ?? '');
		unread.push({ text, apiSecret: String(apiSecret).trim() });
	}
}

/** What was found since the last time; whoever looks on purpose makes no test fail. */
export function leaksFound(): string[] {
	searched += unread.length;
	return unread.splice(0).flatMap(({ text, apiSecret }) => leaksIn(text, apiSecret));
}

/** In the test file that is being loaded, each test is looked at for what was found in it. */
export function auditTests(): void {
	searched = 0;
	afterEach(() => expect(leaksFound()).toEqual([]));
	afterAll(() => {
		expect(leaksFound()).toEqual([]);
		if (searched > 0) console.log(`${searched} texts searched for secrets, none found`);
	});
}
