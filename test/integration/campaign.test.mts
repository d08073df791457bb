import { expect, onTestFinished, test } from 'vitest';
import { LAUNCH, useLaunchingWorkflow } from '../support/launchingWorkflow.mts';
import { loadParkedEngine } from '../support/parkedEngine.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { launch, launches, sandbox, requests, credential } = useLaunchingWorkflow();

/** So many that one file would be too large for VideoSDK; fewer, of whom more is said, in the older n8n. */
const [PEOPLE, NOTES] = process.env.FAULT_CELLS === 'pairwise' ? [5_000, 30] : [25_000, 6];
/** Ten digits that North America's plan has. */
const numberAt = (index: number) => `+1202${2_000_000 + index}`;
const MOST_BYTES = 5 * 1024 * 1024;

test('thousands of people: in files that VideoSDK takes, the rules asked about each, and every record paired back', async () => {
	sandbox().changeSettings({ batchConcurrency: 20, batchParseSeconds: 0 });
	sandbox().clock.freeze();
	const note = 'What the agent shall know of this person, '.repeat(NOTES);
	const items = Array.from({ length: PEOPLE }, (_, index) => ({
		to: numberAt(index),
		id: `person-${index}`,
		note,
	}));
	const refused = (index: number) => index % 100 === 7;
	const doNotCall = items.filter((_, index) => refused(index)).map(({ to }) => to);
	const safety = {
		...{ doNotCall: doNotCall.join(', '), allowedCountries: ['US'], whenNotAllowed: 'skip' },
	};
	const parameters = {
		...{ ...LAUNCH, safety, waitFor: 'batchFinished', waitHow: 'park', options: {} },
		agentVariables: { variable: [{ name: 'note', value: '={{ $json.note }}' }] },
	} as RunOrder['parameters'];
	const engine = await loadParkedEngine();
	const execution = await engine.open({ parameters, credential: credential() });
	onTestFinished(async () => await execution.close());
	const { error, data } = await launch({
		...{ items, parameters, safety, executionId: '1' },
		webhookWaitingBaseUrl: execution.resumeUrl.replace(/\/1\/[^/]+$/, ''),
	});
	expect(error).toBeUndefined();
	execution.save(data);
	// More than it takes VideoSDK, here with 20 lines, to call everybody.
	sandbox().clock.advance(14 * 86_400_000);
	await expect.poll(() => execution.items()?.length).toBe(PEOPLE);
	const people = execution.items() ?? [];
	const files = sandbox().uploads();
	expect(files.length).toBeGreaterThan(1);
	for (const file of files) expect(Buffer.byteLength(file)).toBeLessThan(MOST_BYTES);
	expect(launches()).toBe(files.length);
	// All that left this machine, and nothing else.
	const rows = files.flatMap((file) => file.match(/^\+\d+/gm) ?? []);
	expect(new Set(rows).size).toBe(rows.length);
	expect(rows.length).toBe(PEOPLE - doNotCall.length);
	const left = JSON.stringify(requests('POST', /./)) + files.join('');
	expect(doNotCall.filter((number) => left.includes(number))).toEqual([]);
	expect(sandbox().rings()).toEqual(Object.fromEntries(rows.map((number) => [number, 1])));
	// Each item has its own record: that of the call to its own number.
	const callOf = new Map(
		sandbox()
			.calls()
			.map(({ callId, to }) => [callId, to]),
	);
	const wrong = people.filter(({ json, pairedItem }, index) => {
		const isPaired = JSON.stringify(pairedItem) === `{"item":${index}}`;
		const isOwn = json.rowKey === `person-${index}` && json.to === numberAt(index);
		if (!isPaired || !isOwn) return true;
		if (refused(index)) return json.outcome !== 'skipped' || json.code !== 'doNotCall';
		return json.outcome !== 'answered' || callOf.get(String(json.callId)) !== numberAt(index);
	});
	expect(wrong).toEqual([]);
});
