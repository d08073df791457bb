import { expect, test } from 'vitest';
import { operations, resources } from '../../nodes/VideoSdk/operations/index.ts';
import { recordingTriggerFields } from '../../nodes/VideoSdk/recordingTrigger/recordingTriggerFields.ts';
import { triggerFields } from '../../nodes/VideoSdk/trigger/triggerFields.ts';
import { textsOf } from './formNames.mts';

// What somebody has to read who opens a form: less is more. What is longer stands in docs/, behind a link.

/** Each text once: a field that is described for several cases is read once. The link "More" is no word. */
const wordsIn = (texts: readonly string[]) =>
	[...new Set(texts)]
		.map((text) => text.replace(/ <a .*?<\/a>\./, '').split(/\s+/).length)
		.reduce((sum, words) => sum + words, 0);

const textsOfResource = (resource: string) =>
	operations
		.filter((operation) => operation.resource === resource)
		.flatMap(({ option, fields }) => [option.description, ...textsOf(fields)]);

const ofTrigger = textsOf(triggerFields);
const ofRecordingTrigger = textsOf(recordingTriggerFields);
const all = resources.flatMap(({ value }) => textsOfResource(String(value)));

test('all descriptions of Call and of VideoSDK Trigger together have at most 1,200 words', () => {
	expect(wordsIn([...textsOfResource('call'), ...ofTrigger])).toBeLessThanOrEqual(1200);
});

test('the forms of all nodes together have at most 3,700 words', () => {
	const table = resources.map(({ name, value }) => [name, wordsIn(textsOfResource(String(value)))]);
	const triggers = [wordsIn(ofTrigger), wordsIn(ofRecordingTrigger)];
	const sum = wordsIn([...all, ...ofTrigger, ...ofRecordingTrigger]);
	console.log(
		`Words: ${table.map((row) => row.join(' ')).join(', ')}, triggers ${triggers.join(' and ')}, all ${sum}`,
	);
	expect(sum).toBeLessThanOrEqual(3700);
});
