import { expect, test } from 'vitest';
import { origins } from '../support/callingWorkflow.mts';
import { people, useLaunchingWorkflow } from '../support/launchingWorkflow.mts';

const { launch, launches, sandbox, finishBatches, requests } = useLaunchingWorkflow();

test('everybody on the list is in one batch, which VideoSDK calls by itself', async () => {
	const items = people(101, 102, 103);
	const run = await launch({ items });
	expect(run.error).toBeUndefined();
	expect(origins(run)).toEqual([0, 1, 2]);
	const [{ batchId }] = sandbox().batches();
	expect(run.items.map(({ json }) => json)).toEqual(
		items.map(({ to, id }) => ({
			to,
			rowKey: id,
			outcome: 'launched',
			batchId,
			batchName: 'May reminders',
			batchStatus: 'running',
		})),
	);
	finishBatches();
	expect(sandbox().rings()).toEqual(Object.fromEntries(items.map(({ to }) => [to, 1])));
	expect(launches()).toBe(1);
});

test('the file has the number, the key and the variables of each row', async () => {
	await launch({
		items: people(101, 102).map((item, index) => ({ ...item, name: ['Ann', 'Bob'][index] })),
		parameters: {
			agentVariables: { variable: [{ name: 'first_name', value: '={{ $json.name }}' }] },
		},
	});
	expect(sandbox().uploads()).toEqual([
		'phoneNumber,n8nRowKey,first_name\r\n+12025550101,person-101,Ann\r\n+12025550102,person-102,Bob\r\n',
	]);
});

test('the token goes to VideoSDK alone, and not to the place for the file', async () => {
	await launch({ items: people(101) });
	const [put] = requests('PUT', /./);
	expect(put.headers).not.toHaveProperty('authorization');
	expect(launches()).toBe(1);
});

test('who may not be called is in no file, and comes out with the reason, in order', async () => {
	const items = [
		...people(101),
		{ to: '+4790000001', id: 'norwegian' },
		...people(102),
		{ to: '911', id: 'emergency' },
		{ to: '+19005550100', id: 'premium' },
		{ to: '+12025550199', id: 'listed' },
	];
	const run = await launch({
		items,
		safety: {
			allowedCountries: ['US'],
			doNotCall: '+1 202 555 0199',
			whenNotAllowed: 'skip',
			defaultCountry: 'US',
		},
	});
	expect(run.error).toBeUndefined();
	expect(run.items.map(({ json }) => [json.rowKey, json.outcome, json.code])).toEqual([
		['person-101', 'launched', undefined],
		['norwegian', 'skipped', expect.any(String)],
		['person-102', 'launched', undefined],
		['emergency', 'skipped', expect.any(String)],
		['premium', 'skipped', expect.any(String)],
		['listed', 'skipped', 'doNotCall'],
	]);
	expect(origins(run)).toEqual([0, 1, 2, 3, 4, 5]);
	const [file] = sandbox().uploads();
	for (const refused of ['9000000', '911', '9005550100', '0199'])
		expect(file).not.toContain(refused);
	finishBatches();
	expect(Object.keys(sandbox().rings()).sort()).toEqual(['+12025550101', '+12025550102']);
});
