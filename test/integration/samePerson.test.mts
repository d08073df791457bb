import type { IDataObject, IRunExecutionData } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../nodes/VideoSdk/once/fingerprint.ts';
import type { LedgerEntry } from '../../nodes/VideoSdk/once/ledgerEntry.ts';
import { ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';
import { textsThatTell } from '../support/readableNumber.mts';
import type { FinishedRun } from '../support/workflowEngine.mts';

const { call, sandbox, failOnce } = useCallingWorkflow();

const codes = ({ items }: FinishedRun) => items.map(({ json }) => json.code);

describe('an abolished spelling is dialed as today, and the item says so', () => {
	test.each([
		['+52 1 55 1234 5678', '', '+525512345678', 'Mexico'],
		['044 55 1234 5678', 'MX', '+525512345678', 'Mexico'],
		['045 55 1234 5678', 'MX', '+525512345678', 'Mexico'],
		['01 55 1234 5678', 'MX', '+525512345678', 'Mexico'],
		['+55 11 8765-4321', '', '+5511987654321', 'Brazil'],
		['+229 97 12 34 56', '', '+2290197123456', 'Benin'],
		['97 12 34 56', 'BJ', '+2290197123456', 'Benin'],
		['+225 07 12 34 56', '', '+2250707123456', 'Côte d’Ivoire'],
		['+39 6 1234 5678', '', '+390612345678', 'Italy'],
	])('%s with Default Country "%s" rings %s once', async (to, defaultCountry, dialed, country) => {
		const safety = defaultCountry === '' ? {} : { defaultCountry };
		const { items } = await call({ to: [to], parameters: { safety } });
		expect(items[0].json.safety).toMatchObject({ numberGiven: to, numberDialed: dialed, country });
		expect(sandbox().rings()).toEqual({ [dialed]: 1 });
	});
});

describe('Not Again Within', () => {
	const parameters = { safety: { notAgainWithin: 24 } };

	test.each([
		['+54 9 11 2345 6789', '+54 11 2345 6789'],
		['+54 11 2345 6789', '+54 9 11 2345 6789'],
		['+39 06 1234 5678', '+39 6 1234 5678'],
		['+229 01 97 12 34 56', '+229 97 12 34 56'],
		['+52 55 1234 5678', '+52 1 55 1234 5678'],
		['+970 59 912 3456', '+972 59 912 3456'],
	])(
		'who was called as %s is not called again as %s, in the same list or later',
		async (one, other) => {
			const first = await call({ to: [one, other], parameters });
			expect(codes(first)).toEqual([undefined, 'calledLately']);
			expect(codes(await call({ to: [other], parameters }))).toEqual(['calledLately']);
			expect(Object.values(sandbox().rings())).toEqual([1]);
		},
	);

	test('also where VideoSDK does not list the call', async () => {
		sandbox().changeSettings({ listTrunkCalls: false });
		const run = await call({ to: ['+5491123456789', '+541123456789'], parameters });
		expect(codes(run)).toEqual([undefined, 'calledLately']);
		expect(ringsOfEach(sandbox(), ['+5491123456789', '+541123456789'])).toEqual([1, 0]);
	});
});

describe('a retry', () => {
	const [MOBILE, LANDLINE] = ['+5491123456789', '+541123456789'];
	const REFUSED = '+4790000002';

	test('with the number corrected to its other spelling rings nobody a second time', async () => {
		failOnce(REFUSED, { kind: 'status', status: 400 });
		const first = await call({ to: [MOBILE, REFUSED] });
		expect(first.status).toBe('error');
		const retry = await call({ to: [LANDLINE, REFUSED], retryOf: first.data });
		expect(retry.status).toBe('success');
		expect(ringsOfEach(sandbox(), [MOBILE, LANDLINE, REFUSED])).toEqual([1, 0, 1]);
	});

	test('a lost call that VideoSDK lists in the other spelling is found', async () => {
		failOnce('+972599123456', { kind: 'reset', placed: true });
		const run = await call({ to: ['+972599123456'] });
		expect(run.items[0].json).toMatchObject({ adopted: true });
		expect(sandbox().ringsOf('+972599123456')).toBe(1);
	});

	test('two spellings under one Deduplication Key are one call', async () => {
		const options = { deduplicationKey: 'appointment 7' };
		await call({ to: [MOBILE, LANDLINE], options });
		expect(ringsOfEach(sandbox(), [MOBILE, LANDLINE])).toEqual([1, 0]);
	});
});

/**
 * What an execution left that ran when each spelling was a line of its own: its entries stand under the
 * digits that were dialed.
 */
function asEarlierVersion(data: IRunExecutionData, line: string): IRunExecutionData {
	const saved = structuredClone(data);
	const [memory] = Object.values(saved.executionData?.contextData ?? {}).filter(
		(one) => 'onceLedger' in one,
	);
	const entries = Object.entries(memory.onceLedger as Record<string, LedgerEntry>);
	const identity = fingerprint(line);
	memory.onceLedger = Object.fromEntries(
		entries.map(([key, entry]) => {
			const [run, item, own] = key.split(':');
			if (own !== entry.identity || item !== '0') return [key, entry];
			return [
				`${run}:${item}:${identity}`,
				{ ...entry, identity, subject: { ...entry.subject, line } },
			];
		}),
	) as IDataObject;
	return saved;
}

describe('an execution that an earlier version of this package has saved', () => {
	const REFUSED = '+4790000002';
	const { stringify } = JSON;

	test.each([
		['+54 9 11 2345 6789', '+5491123456789'],
		['+52 55 1234 5678', '+525512345678'],
		['+972 59 912 3456', '+972599123456'],
		['+39 06 1234 5678', '+390612345678'],
		['+63 2 8123 4567', '+63281234567'],
		['+47 900 00 001', '+4790000001'],
	])('is retried without a second ring for %s', async (to, dialed) => {
		failOnce(REFUSED, { kind: 'status', status: 400 });
		const first = await call({ to: [to, REFUSED] });
		const saved = asEarlierVersion(first.data, dialed.slice(1));
		expect(stringify(saved)).toContain(`"line":"${dialed.slice(1)}"`);
		const retry = await call({ to: [to, REFUSED], retryOf: saved });
		expect(retry.status).toBe('success');
		expect(ringsOfEach(sandbox(), [dialed, REFUSED])).toEqual([1, 1]);
	});

	test('where Brazil’s number was dialed without its ninth digit, is not dialed with it', async () => {
		failOnce(REFUSED, { kind: 'status', status: 400 });
		const first = await call({ to: ['+55 11 8765 4321', REFUSED] });
		const saved = asEarlierVersion(first.data, '551187654321');
		await call({ to: ['+55 11 8765 4321', REFUSED], retryOf: saved });
		expect(sandbox().rings()).toEqual({ '+5511987654321': 1, [REFUSED]: 1 });
	});

	test('a call whose answer it had lost is looked for by its number, and found', async () => {
		const to = '+5491123456789';
		sandbox().changeSettings({ listTrunkCalls: false });
		failOnce(to, { kind: 'reset', placed: true });
		const first = await call({ to: [to] });
		expect(first.error?.context).toMatchObject({ details: { callMayExist: true } });
		sandbox().changeSettings({ listTrunkCalls: true });
		const retry = await call({ to: [to], retryOf: asEarlierVersion(first.data, to.slice(1)) });
		expect(retry.items[0].json).toMatchObject({ adopted: true });
		expect(sandbox().ringsOf(to)).toBe(1);
	});

	test('one with a Deduplication Key is found by it', async () => {
		const to = '+5491123456789';
		failOnce(REFUSED, { kind: 'status', status: 400 });
		const key = '={{ $json.to }}';
		const first = await call({ to: [to, REFUSED], options: { deduplicationKey: key } });
		const saved = structuredClone(first.data);
		const text = stringify(saved)
			.replaceAll(fingerprint('541123456789'), fingerprint('5491123456789'))
			.replaceAll('"line":"541123456789"', '"line":"5491123456789"');
		const retry = await call({
			to: [to, REFUSED],
			options: { deduplicationKey: key },
			retryOf: JSON.parse(text) as IRunExecutionData,
		});
		expect(retry.status).toBe('success');
		expect(ringsOfEach(sandbox(), [to, REFUSED])).toEqual([1, 1]);
	});
});

test('with Mask Numbers, the other spelling of a number is hidden too', async () => {
	const to = '+5215512345678';
	const options = { maskNumbers: true };
	sandbox().addFault({
		on: { path: '/v2/sip/outbound-call' },
		fault: { kind: 'status', status: 400 },
	});
	const { error, items } = await call({ to: [to], options });
	for (const number of [to, '+525512345678', '5512345678']) {
		expect(textsThatTell([error?.message, error?.description, items], number)).toEqual([]);
	}
});
