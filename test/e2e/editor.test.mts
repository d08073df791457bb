import type { INode, INodeParameters } from 'n8n-workflow';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER } from '../../sandbox/index.mts';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { useEditorPage } from '../support/editorPage.mts';
import { personAtEditor } from '../support/personAtEditor.mts';

const { api, host, login, sandbox, manualWorkflow } = useCallingN8n({ withEditor: true });

const editor = useEditorPage(host, login);
const { page, screenshot } = editor;
const openNode = async (id: string) => await editor.openNode(id, CALLING_NODE);
/** With lists that nobody has read yet. */
const openAfresh = async (id: string) => await editor.openNode(id, CALLING_NODE, true);

test('the node shows its fields by the names of the documentation', async () => {
	const { id } = await manualWorkflow();
	await openNode(id);
	const panel = page().getByTestId('node-parameters');
	for (const label of [
		'Resource',
		'Operation',
		'Call Through',
		'Trunk ID',
		'To',
		'Caller ID (From)',
		'Display Name',
		'Room',
		'Room',
		'Participant ID',
		'Wait For',
	]) {
		await expect
			.poll(async () => await panel.getByText(label, { exact: true }).count(), { message: label })
			.toBeGreaterThan(0);
	}
	expect(await panel.innerText()).not.toContain('Custom API Call');
});

test("a person executes the node and sees VideoSDK's answer, and the phone rings once", async () => {
	const { id } = await manualWorkflow();
	await openNode(id);
	await page().getByTestId('node-execute-button').click();
	const output = page().getByTestId('output-panel');
	await output.getByText('Success').first().waitFor();
	await page().getByTestId('node-execute-button').getByText('Execute step').waitFor();
	// For the picture alone: until the message has slid in.
	await page().waitForTimeout(1000);
	await screenshot('node-executed');
	expect(sandbox().rings()).toEqual({ '+12025550100': 1 });
});

/** Of the sandbox; together more than a page. */
const ROOMS = { seeded: 28, added: 70 };

test('a person picks the room from the list: it scrolls on past the first page, and it is searchable', async () => {
	sandbox().addRooms(
		...Array.from({ length: ROOMS.added }, (_, index) => ({
			customRoomId: `team-meeting-${index}`,
		})),
	);
	const { id } = await manualWorkflow({ meetingId: { __rl: true, mode: 'list', value: '' } });
	await openAfresh(id);
	await page().getByTestId('parameter-input-meetingId').locator('input').last().click();
	const items = page().getByTestId('rlc-item');
	await items.first().waitFor();
	await screenshot('meeting-list');
	await expect.poll(async () => await scrolledTo(items)).toBe(ROOMS.seeded + ROOMS.added);
	expect(pagesRead('/v2/rooms')).toBeGreaterThan(1);

	await page().getByTestId('rlc-search').fill('appointment');
	await expect.poll(async () => await items.count()).toBe(1);
	await items.first().click();
	await page().getByTestId('node-execute-button').click();
	await page().getByTestId('output-panel').getByText('Success').first().waitFor();
	const [call] = sandbox().calls();
	const placed = sandbox()
		.journal()
		.find(({ method }) => method === 'POST');
	expect(call.roomId).toBe((placed?.body as { meetingId: string }).meetingId);
});

const GATEWAY_CALL = { callThrough: 'gateway', from: '', meetingId: 'abcd-efgh-ijkl' };
const RULE_CALL = { ...GATEWAY_CALL, callThrough: 'routingRule' };
const nothingChosen = (mode: string) => ({ __rl: true, mode, value: '' });

/** Opens the list of a field; the fields below `To` need some scrolling, which the click does. */
async function openList(field: string) {
	await page().getByTestId(`parameter-input-${field}`).locator('input').last().click();
	return page().getByTestId('rlc-item');
}

/** How many choices there are after scrolling to the last one, which makes the editor read on. */
async function scrolledTo(items: Locator): Promise<number> {
	await items.last().scrollIntoViewIfNeeded();
	return await items.count();
}

/** How many pages of a list were asked for. */
const pagesRead = (list: string) =>
	new Set(
		sandbox()
			.journal()
			.filter(({ path }) => path === list)
			.map(({ query }) => query.page),
	).size;

test.each([
	['gatewayId', GATEWAY_CALL, '/v2/sip/outbound-gateways', 26, 'Germany 03', 1],
	['routingRuleId', RULE_CALL, '/v2/sip/routing-rule', 26, 'Brazil 08', 1],
])(
	'a person picks the %s from a list of more than one page, and searches in it',
	async (field, call, path, all, wanted, found) => {
		sandbox().changeSettings({ pageSizeLimit: 10 });
		const { id } = await manualWorkflow({ ...call, [field]: nothingChosen('list') });
		await openAfresh(id);
		const items = await openList(field);
		await items.first().waitFor();
		await expect.poll(async () => await scrolledTo(items)).toBe(all);
		expect(pagesRead(path)).toBe(3);
		await screenshot(`list-of-${field}`);
		await page().getByTestId('rlc-search').fill(wanted);
		await expect.poll(async () => await items.count()).toBe(found);
		await items.first().click();
		await expect
			.poll(
				async () =>
					await page().getByTestId(`parameter-input-${field}`).locator('input').last().inputValue(),
			)
			.toContain(wanted);
	},
);

test('a person picks gateway, number and room from their lists and calls somebody', async () => {
	const { id } = await manualWorkflow({
		...GATEWAY_CALL,
		gatewayId: nothingChosen('list'),
		from: nothingChosen('list'),
		meetingId: nothingChosen('list'),
	});
	await openAfresh(id);
	for (const field of ['gatewayId', 'from', 'meetingId']) {
		const items = await openList(field);
		await items.first().click();
		await items.first().waitFor({ state: 'hidden' });
	}
	await screenshot('gateway-call');
	await page().getByTestId('node-execute-button').click();
	await page().getByTestId('output-panel').getByText('initiated').first().waitFor();
	const [call] = sandbox().calls();
	expect(call).toMatchObject({ gatewayId: SEED_GATEWAY_ID, from: SEED_NUMBER });
	expect(sandbox().rings()).toEqual({ '+12025550100': 1 });
});

test('a person waits for the end of a call and sees what became of it', async () => {
	sandbox().clock.setSpeed(20);
	const { id } = await manualWorkflow({
		callThrough: 'gateway',
		gatewayId: { __rl: true, mode: 'list', value: SEED_GATEWAY_ID, cachedResultName: 'US 01' },
		from: nothingChosen('number'),
		to: '+12025550103',
		putInto: 'newMeeting',
		waitFor: 'end',
	});
	await openNode(id);
	await page().getByTestId('node-execute-button').click();
	const output = page().getByTestId('output-panel');
	await output.getByText('Schema', { exact: true }).click();
	await output.getByText('talkSeconds').first().waitFor();
	await output.getByText('answered', { exact: true }).first().waitFor();
	await page().getByTestId('node-execute-button').getByText('Execute step').waitFor();
	// For the picture alone: until the message has slid in.
	await page().waitForTimeout(1000);
	await screenshot('outcome');
	expect(sandbox().rings()).toEqual({ '+12025550103': 1 });
});

test('all numbers of the account are offered as long as no gateway is chosen', async () => {
	sandbox().changeSettings({ pageSizeLimit: 10 });
	const parameters = {
		...GATEWAY_CALL,
		gatewayId: nothingChosen('id'),
		from: nothingChosen('list'),
	};
	const { id } = await manualWorkflow(parameters);
	await openAfresh(id);
	const items = await openList('from');
	await items.first().waitFor();
	await expect.poll(async () => await scrolledTo(items)).toBe(30);
	await page().getByTestId('rlc-search').fill('US 05');
	await expect.poll(async () => await items.count()).toBe(1);
	await items.first().click();
});

test.each([
	['gatewayId', { ...GATEWAY_CALL, gatewayId: nothingChosen('list') }, 'Outbound Gateways'],
	['routingRuleId', { ...RULE_CALL, routingRuleId: nothingChosen('list') }, 'Routing Rules'],
	['from', { ...GATEWAY_CALL, from: nothingChosen('list') }, 'choose "Number"'],
	['meetingId', { meetingId: nothingChosen('list') }, 'New Room for This Call'],
])('on an empty account the list of %s says what to do', async (field, parameters, words) => {
	sandbox().changeSettings({ emptyAccount: true });
	const { id } = await manualWorkflow(parameters);
	await openAfresh(id);
	await openList(field);
	await page().getByTestId('rlc-error-container').getByText(words).waitFor();
	await screenshot(`empty-list-of-${field}`);
});

async function offered(parameters: INode['parameters']): Promise<string[]> {
	const { id } = await manualWorkflow(parameters);
	await openNode(id);
	await page().getByTestId('collection-parameter-add').last().locator('input').click();
	const options = page().getByTestId('collection-parameter-option').filter({ visible: true });
	await options.first().waitFor();
	await screenshot(`options-of-${String(parameters.waitHow ?? parameters.callThrough ?? 'trunk')}`);
	const names = await options.allInnerTexts();
	await page().keyboard.press('Escape');
	return names.map((name) => name.trim());
}

test('Hang Up at the Limit is offered where it can be kept: not for an execution that is parked', async () => {
	const waiting = { waitFor: 'end', waitLimit: 600 };
	const keepsRunning = await offered({ ...waiting, waitHow: 'keepRunning' });
	const parks = await offered({ ...waiting, waitHow: 'park' });
	expect(keepsRunning).toEqual(expect.arrayContaining(['Hang Up at the Limit', 'Hang Up on Stop']));
	expect(parks).toContain('Hang Up on Stop');
	expect(parks).not.toContain('Hang Up at the Limit');
});

test('the options that VideoSDK ignores for a routing rule are not offered for it', async () => {
	const gatewayAlone = ['Record', 'DTMF', 'Hide Phone Number', 'SIP Headers', 'Include Headers'];
	const byGateway = await offered(GATEWAY_CALL);
	const byRule = await offered(RULE_CALL);
	const byTrunk = await offered({});
	for (const name of [...gatewayAlone, 'Media Encryption']) {
		expect(byGateway).toContain(name);
		expect(byRule).not.toContain(name);
		expect(byTrunk).not.toContain(name);
	}
	for (const name of ['Metadata', 'Ring Timeout (Seconds)', 'Maximum Duration (Seconds)']) {
		expect(byGateway).toContain(name);
		expect(byRule).toContain(name);
		expect(byTrunk).not.toContain(name);
	}
});

test('Try Again and Calling Hours show what they ask for as soon as they are added, and n8n keeps them', async () => {
	sandbox().clock.setSpeed(20);
	const { id } = await manualWorkflow({
		callThrough: 'gateway',
		gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
		from: nothingChosen('number'),
		...{ to: '+12025550101', putInto: 'newMeeting', waitFor: 'end' },
	});
	await openNode(id);
	const field = (name: string) => page().getByTestId(`parameter-input-${name}`).locator('input');
	const person = personAtEditor(page());
	await person.add('Options', 'Try Again');
	await field('pauses').fill('1 s');
	await page().getByTestId('node-execute-button').click();
	await page().getByTestId('output-panel').getByText('rejected').first().waitFor();
	expect(sandbox().rings()).toEqual({ '+12025550101': 3 });

	await person.add('Safety', 'Calling Hours');
	expect(await field('until').inputValue()).toBe('20:00');
	await screenshot('window-and-tries');
	await expect
		.poll(async () => (await api().getWorkflow(id)).nodes.at(-1)?.parameters)
		.toMatchObject({
			safety: { callingWindow: { window: {} } },
			options: { tryAgain: { tries: { pauses: '1 s' } } },
		});
});

test('a wrong destination is told in the editor, with what would be right', async () => {
	const { id } = await manualWorkflow({ to: '12' });
	await openNode(id);
	await page().getByTestId('node-execute-button').click();
	const output = page().getByTestId('output-panel');
	await output.getByText('it is too short').first().waitFor();
	await screenshot('wrong-destination');
	expect(sandbox().rings()).toEqual({});
});

test.each<[string, string, INodeParameters, string]>([
	[
		'a do-not-call list with an entry that has lost digits',
		'damaged-list',
		{ safety: { doNotCall: '+4790000001\n1.20256E+10' } },
		'line 2, "1.20256E+10"',
	],
	[
		'digits that may be two numbers',
		'two-numbers',
		{ to: '4915123456789', safety: { defaultCountry: 'DE' } },
		'it may be +494915123456789 of Germany or, with a + in front, +4915123456789',
	],
	[
		'an abbreviation as Time Zone',
		'abbreviation',
		{
			safety: {
				callingWindow: {
					window: { days: ['monday'], from: '09:00', until: '20:00', timeZone: 'BST' },
				},
			},
		},
		'Europe/London, Asia/Dhaka',
	],
	[
		'a pause between tries that is none',
		'wrong-pause',
		{
			...{ ...GATEWAY_CALL, gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID } },
			waitFor: 'end',
			options: { tryAgain: { tries: { when: ['rejected'], pauses: '2 fortnights' } } },
		},
		'"Try Again > Pauses" is "2 fortnights"',
	],
])('%s: the editor tells what is wrong, and no phone rings', async (_what, shot, given, told) => {
	const { id } = await manualWorkflow(given);
	await openNode(id);
	await page().getByTestId('node-execute-button').click();
	await page().getByTestId('output-panel').getByText(told).first().waitFor();
	await screenshot(shot);
	expect(sandbox().rings()).toEqual({});
});
