import type { IDataObject } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../nodes/VideoSdk/once/fingerprint.ts';
import { itemKey } from '../../nodes/VideoSdk/once/ledgerKeys.ts';
import { OnceLedger } from '../../nodes/VideoSdk/once/onceLedger.ts';

const NOW = '541123456789';
const THEN = '5491123456789';
const keyThen = itemKey('0', 0, THEN);

/** What an execution remembers that was saved by an earlier version of this package. */
function saved(over: IDataObject = {}): IDataObject {
	const entry = {
		...{ state: 'sent', sentAt: 1000, lastSentAt: 1000, identity: fingerprint(THEN) },
		...{ subject: { line: THEN, roomId: 'room' }, mark: 'mark', prepared: {}, ...over },
	};
	return { onceLedger: { [keyThen]: entry } };
}

describe('an entry of an earlier version', () => {
	const own = { itemKey: itemKey('0', 0, NOW), idempotencyKey: NOW };
	const former = [{ itemKey: keyThen, idempotencyKey: THEN }];

	test('is the entry of the item, in whose spelling it stands', () => {
		const ledger = new OnceLedger(saved());
		expect(ledger.keyOf(own, '', former)).toBe(keyThen);
		expect(ledger.keyOf(own, 'a key given since', former)).toBe(keyThen);
	});

	test('is not that of another item', () => {
		const ledger = new OnceLedger(saved());
		const other = { itemKey: itemKey('0', 1, NOW), idempotencyKey: NOW };
		const others = [{ itemKey: itemKey('0', 1, THEN), idempotencyKey: THEN }];
		expect(ledger.keyOf(other, '', others)).toBe(other.itemKey);
	});

	test('tells when the person was called', () => {
		const ledger = new OnceLedger(saved());
		expect(ledger.lastSentAt([NOW, THEN], ['another'])).toBe(1000);
		expect(ledger.lastSentAt([NOW], ['another'])).toBeUndefined();
	});

	test('is taken over by a later run of the node', () => {
		const ledger = new OnceLedger(saved());
		const subjects = [NOW, THEN].map((line) => ({ line, roomId: 'room' }));
		expect(ledger.takeOver(itemKey('1', 0, NOW), subjects)).toMatchObject({ sentAt: 1000 });
	});
});
