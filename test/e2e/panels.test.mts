import type { INode, INodeProperties } from 'n8n-workflow';
import { afterAll, expect, test } from 'vitest';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { recordingTriggerFields } from '../../nodes/VideoSdk/recordingTrigger/recordingTriggerFields.ts';
import { triggerFields } from '../../nodes/VideoSdk/trigger/triggerFields.ts';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { workflowOf, type CurrentNode } from '../support/currentNode.mts';
import { useEditorPage } from '../support/editorPage.mts';

const n8n = useCallingN8n({ withEditor: true });
const { page, screenshot, openNode } = useEditorPage(n8n.host, n8n.login);

interface Panel extends CurrentNode {
	name: string;
}

const call = (name: string, parameters: INode['parameters']): Panel => ({
	name,
	parameters: { resource: 'call', operation: 'outboundSipCall', ...parameters },
});

const GATEWAY_CALL = call('call through a gateway, waited for', {
	...{ callThrough: 'gateway', waitFor: 'end' },
});

/** Rules and options differ by what a call goes through, and by whether it is waited for. */
const ALL_OF_A_CALL = operations
	.filter(({ resource, option }) => resource === 'call' && option.value === 'outboundSipCall')
	.map(({ fields }) => allAdded(fields))[0];

const PANELS: Panel[] = [
	{ ...GATEWAY_CALL, parameters: { ...ALL_OF_A_CALL, ...GATEWAY_CALL.parameters } },
	call('call through a routing rule', { ...ALL_OF_A_CALL, callThrough: 'routingRule' }),
	...operations.map(({ resource, option, fields }) => ({
		name: `${resource} ${String(option.value)}`,
		parameters: { resource, operation: option.value, ...allAdded(fields) },
	})),
	{ name: 'trigger', type: 'videoSdkTrigger', parameters: allAdded(triggerFields) },
	{
		name: 'recording trigger',
		type: 'videoSdkRecordingTrigger',
		parameters: allAdded(recordingTriggerFields),
	},
];

/** All rules and options are added, and what can be picked or entered is to be entered: n8n shows by what. */
function allAdded(fields: readonly INodeProperties[]): INode['parameters'] {
	return Object.fromEntries(
		fields
			.filter(({ type }) => type === 'collection' || type === 'resourceLocator')
			.map((field) => [field.name, valueToShow(field)]),
	) as INode['parameters'];
}

function valueToShow({ type, default: value, options, modes = [] }: INodeProperties): unknown {
	if (type === 'collection') {
		const added = (options ?? []) as INodeProperties[];
		return Object.fromEntries(added.map((one) => [one.name, valueToShow(one)]));
	}
	const entered = modes.findLast(({ type: kind }) => kind === 'string');
	return entered ? { __rl: true, mode: entered.name, value: '' } : value;
}

const counted: string[] = [];
// Shown whether or not the tests pass.
afterAll(() => process.stdout.write(`Blocks shown at first: ${counted.join(', ')}\n`));

async function open(panel: Panel): Promise<void> {
	await openNode(await workflowOf(n8n, panel), CALLING_NODE);
	await page().getByTestId('parameter-item').first().waitFor();
	await screenshot(`panel of ${panel.name}`.replaceAll(/\W+/g, '-'));
	counted.push(`${panel.name} ${await blocks()}`);
}

test.each(PANELS)(
	'the panel of $name, with all that can be added: no label and no choice is cut',
	async (panel) => {
		await open(panel);
		expect(await cutTexts()).toEqual([]);
	},
);

test('a call through a gateway that is waited for shows at most nine blocks at first', async () => {
	await open(GATEWAY_CALL);
	expect(await blocks()).toBeLessThanOrEqual(9);
});

/** Fields, and groups to which something can be added; the credential is n8n's own block. */
async function blocks(): Promise<number> {
	return await page()
		.getByTestId('node-parameters')
		.getByTestId('parameter-item')
		.evaluateAll(
			(items: HTMLElement[], item) =>
				items.filter((one) => one.offsetParent !== null && !one.parentElement?.closest(item))
					.length,
			'[data-test-id="parameter-item"]',
		);
}

/** What is longer than the room it has, and so is not read to its end. */
async function cutTexts(): Promise<string[]> {
	return await page()
		.getByTestId('node-parameters')
		.evaluate((panel) => {
			const cut: string[] = [];
			for (const element of panel.querySelectorAll('*')) {
				const isInput = element instanceof HTMLInputElement;
				const cuts = isInput || ['hidden', 'clip'].includes(getComputedStyle(element).overflowX);
				const isShown = element.checkVisibility({
					opacityProperty: true,
					visibilityProperty: true,
				});
				const text = ((isInput ? element.value : element.textContent) ?? '').trim();
				if (cuts && isShown && text && element.scrollWidth > element.clientWidth + 1)
					cut.push(text);
			}
			return cut;
		});
}
