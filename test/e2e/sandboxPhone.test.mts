// The sandbox's page in a real browser; no n8n is needed for it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import jwt from 'jsonwebtoken';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID, startSandbox, WAITING_NUMBER } from '../../sandbox/index.mts';
import { openBrowser, PATIENCE_MS } from '../support/browser.mts';
import { useFrozenSandbox } from '../support/frozenSandbox.mts';
import { useReceiver } from '../support/webhookReceiver.mts';

const sandbox = useFrozenSandbox();
const receiver = useReceiver();

let browser: Browser;
let page: Page;
/** Nothing that the page does may fail unseen. */
let complaints: string[] = [];

/** Without motion: a button that shakes is clicked when it is at rest, which takes time. */
async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
	const viewport = { width: 1440, height: 900 };
	const opened = await browser.newPage({ viewport, reducedMotion: 'reduce', ...options });
	opened.setDefaultTimeout(PATIENCE_MS);
	opened.on('pageerror', (error) => complaints.push(error.message));
	await opened.goto(`${sandbox().url}/_sandbox`);
	await opened.locator('.phone').first().waitFor();
	return opened;
}
beforeAll(async () => {
	browser = await openBrowser();
	page = await open();
});
beforeEach(async () => {
	complaints = [];
	await page.reload();
	await page.locator('.phone').first().waitFor();
});
afterEach(() => expect(complaints).toEqual([]));
afterAll(async () => await browser?.close());

const FROM = '+12025550160';
const OTHER = '+12025550102';

/** A workflow's call, as a request of n8n would place it. */
function call(to = WAITING_NUMBER, more: object = {}): void {
	const line = { gatewayId: SEED_GATEWAY_ID, gatewayName: 'US 01 outbound', from: FROM };
	sandbox().addCalls({ via: 'gateway', ...line, to, roomId: 'abcd-efgh-ijkl', ...more });
	sandbox().clock.advance(1000);
}
const phoneOf = (number: string, on = page) =>
	on.getByRole('article', { name: `Phone of ${number}`, exact: true });
const button = (name: string, number = WAITING_NUMBER, on = page) =>
	phoneOf(number, on).getByRole('button', { name, exact: true });
/** What the phone says of a call that is over. */
const over = (words: string, number = WAITING_NUMBER, on = page) =>
	phoneOf(number, on).getByRole('heading', { name: words, exact: true });
const statusOf = (to: string) =>
	sandbox()
		.calls()
		.find((one) => one.to === to)?.status;
const steps = () =>
	sandbox()
		.calls()[0]
		?.timelog.map(({ status }) => status);

describe('a phone', () => {
	test('shows who calls, into which room and through what, and rings until somebody answers', async () => {
		call();
		await phoneOf(WAITING_NUMBER).getByText('Incoming call').waitFor();
		const shown = await phoneOf(WAITING_NUMBER).innerText();
		for (const text of [WAITING_NUMBER, FROM, 'abcd-efgh-ijkl', 'Gateway US 01 outbound']) {
			expect(shown).toContain(text);
		}
		sandbox().clock.advance(3_600_000);
		await phoneOf(WAITING_NUMBER).getByText('Incoming call 60:00').waitFor();
		expect(steps()).toEqual(['initiated', 'ringing']);
	});

	test('is answered, talks and hangs up, and says what comes out in n8n', async () => {
		call();
		sandbox().clock.advance(3000);
		await button('Answer').click();
		await phoneOf(WAITING_NUMBER).getByText('Talking').waitFor();
		sandbox().clock.advance(5000);
		await button('Hang Up').click();
		await phoneOf(WAITING_NUMBER).getByText('rang 3 s, talked 5 s').waitFor();
		expect(await phoneOf(WAITING_NUMBER).getByRole('button').count()).toBe(0);
		expect(steps()).toEqual(['initiated', 'ringing', 'answered', 'ended']);
	});

	test('declines', async () => {
		call();
		await button('Decline').click();
		await over('Declined').waitFor();
		expect(steps()).toEqual(['initiated', 'ringing', 'rejected']);
	});

	test('lets voicemail answer, which hangs up by itself', async () => {
		call();
		await button('Voicemail').click();
		await phoneOf(WAITING_NUMBER).getByText('Voicemail 0:00').waitFor();
		sandbox().clock.advance(15_000);
		await over('Went to voicemail').waitFor();
		expect(steps()).toEqual(['initiated', 'ringing', 'answered', 'ended']);
	});

	test('rings beside another one: answering one lets the other ring on', async () => {
		call();
		call(OTHER);
		await button('Answer', OTHER).click();
		await button('Hang Up', OTHER).waitFor();
		expect([statusOf(WAITING_NUMBER), statusOf(OTHER)]).toEqual(['ringing', 'answered']);
		await button('Answer').click();
		await expect.poll(() => statusOf(WAITING_NUMBER)).toBe('answered');
	});

	test('tells the agent that was sent into its room', async () => {
		const headers = { authorization: token(), 'content-type': 'application/json' };
		const order = JSON.stringify({ agentId: 'ag_01', meetingId: 'abcd-efgh-ijkl' });
		await fetch(`${sandbox().url}/v2/agent/dispatch`, { method: 'POST', headers, body: order });
		call();
		await phoneOf(WAITING_NUMBER).getByText('Receptionist 01').waitFor();
	});

	test('shakes while it rings, and not for people who want no motion', async () => {
		call();
		const animation = async (on: Page) =>
			await phoneOf(WAITING_NUMBER, on).evaluate((phone) => getComputedStyle(phone).animationName);
		await button('Answer').waitFor();
		expect(await animation(page)).toBe('none');
		const moving = await open({ reducedMotion: 'no-preference' });
		await button('Answer', WAITING_NUMBER, moving).waitFor();
		expect(await animation(moving)).toBe('shake');
		await moving.close();
	});
});

const token = () =>
	jwt.sign(
		{ apikey: sandbox().apiKey, version: 2, permissions: ['allow_join'] },
		sandbox().apiSecret,
		{
			expiresIn: 600,
		},
	);

test('somebody phones in: a webhook is told, and the caller hangs up', async () => {
	await register(['call-started', 'call-hangup']);
	await page.getByRole('button', { name: 'Phone In', exact: true }).click();
	const caller = '+12025550111';
	await phoneOf(caller).getByText('Calling').waitFor();
	sandbox().clock.advance(5000);
	await button('Hang Up', caller).click();
	await over('Answered', caller).waitFor();
	expect(steps()).toEqual(['incoming', 'verified', 'answered', 'ended']);
	await expect.poll(() => receiver.received().length).toBe(2);
	expect(receiver.received()[0].json).toMatchObject({
		webhookType: 'call-started',
		data: { type: 'inbound', from: caller, to: FROM },
	});
});

test('who phones in with no number learns why that is no call', async () => {
	await page.getByLabel('Your number').fill('me');
	await page.getByRole('button', { name: 'Phone In', exact: true }).click();
	await page.getByText('must be a phone number').waitFor();
	expect(sandbox().calls()).toEqual([]);
});

async function register(events: string[]): Promise<void> {
	const body = JSON.stringify({ url: receiver.url(), events });
	const headers = { authorization: token(), 'content-type': 'application/json' };
	await fetch(`${sandbox().url}/v2/sip/webhooks`, { method: 'POST', headers, body });
}

describe('what the workflow learned', () => {
	const learned = () => page.getByRole('region', { name: 'What the workflow learned' });
	const unfold = async (name: string) =>
		await learned().locator('summary', { hasText: name }).first().click();

	test('the steps of the call with the webhooks that were answered, its metadata, and the zone of its times', async () => {
		await register(['call-ringing']);
		call('+12025550100', { metadata: { customer: 'C-1042' }, options: { recordAudio: true } });
		sandbox().clock.advance(60_000);
		await learned()
			.getByText(`Webhook: call-ringing answered 200 by ${new URL(receiver.url()).host}`)
			.waitFor();
		const text = await learned().innerText();
		for (const shown of [
			...['initiated', 'ringing after 1 s', 'answered after 4 s', 'Recording (merge) begins'],
			...['Its file is there', 'C-1042'],
		]) {
			expect(text.replace(/\s+/g, ' ')).toContain(shown);
		}
		const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
		expect(text).toContain(`Times are in ${zone}.`);
	});

	test('each request with what its token says in words, and without the token', async () => {
		const sent = token();
		await fetch(`${sandbox().url}/v2/rooms`, { headers: { authorization: sent } });
		await unfold('Requests');
		await learned().getByText('/v2/rooms').click();
		const text = await learned().innerText();
		expect(text).toContain('apikey: it is for the account sandbox-key, this one.');
		expect(text).toContain('permissions: allow_join (join rooms without asking).');
		expect(text).toContain('for 10 min 0 s in all');
		expect(await page.content()).not.toContain(sent.split('.')[2]);
	});

	test('a fault is ordered at a click, strikes the next call, and is gone', async () => {
		await unfold('Make something go wrong');
		await learned().getByRole('button', { name: 'Too many requests (429)' }).click();
		await learned().getByText('To come: Too many requests (429).').waitFor();
		const headers = { authorization: token(), 'content-type': 'application/json' };
		const body = JSON.stringify({ sipCallTo: WAITING_NUMBER, gatewayId: SEED_GATEWAY_ID });
		const dial = async () =>
			(await fetch(`${sandbox().url}/v2/sip/call`, { method: 'POST', headers, body })).status;
		expect([await dial(), await dial()]).toEqual([429, 200]);
		await learned().getByText('The next call goes well.').waitFor();
		expect(sandbox().ringsOf(WAITING_NUMBER)).toBe(1);
	});

	test('the account is broken at a click, and a reset mends it', async () => {
		await unfold('Make something go wrong');
		await learned().getByLabel('What is wrong').selectOption('Telephony is not switched on (403)');
		await learned().getByRole('button', { name: 'Break the account' }).click();
		await learned().getByText('The account is broken: Telephony is not').waitFor();
		const headers = { authorization: token() };
		const list = async () => (await fetch(`${sandbox().url}/v2/sip/call`, { headers })).status;
		expect(await list()).toBe(403);
		await learned().getByRole('button', { name: 'Reset the sandbox' }).click();
		await learned().getByText('The sandbox is as it was').waitFor();
		expect(await list()).toBe(200);
	});

	test('an earlier call is chosen from the list', async () => {
		call();
		call(OTHER);
		await phoneOf(OTHER).waitFor();
		await unfold('All calls');
		await learned().getByRole('button', { name: WAITING_NUMBER }).click();
		await learned().getByText(`Call to ${WAITING_NUMBER}`).waitFor();
	});
});

test('whatever comes from outside is shown as text, and never becomes part of the page', async () => {
	const markup = '<img src=x onerror="document.title=1"><b class=outside>bold</b>';
	call(`sip:${markup.replaceAll(' ', '')}@example.com`, {
		...{ displayName: markup, from: markup, roomId: markup, gatewayName: markup },
		metadata: { [markup]: markup },
	});
	await page.getByText(`· ${markup}`).waitFor();
	expect(await page.locator('.outside, main img, section img').count()).toBe(0);
	expect(await page.title()).toContain('Sandbox phone');
});

describe('without a mouse', () => {
	const isFocused = async (one: Locator) =>
		await one.evaluate((shown) => shown === document.activeElement);
	const press = async (key: string) => await page.keyboard.press(key);

	test('Tab and Enter answer and hang up; between them the focus is on the phone, so one key pressed twice does not do both', async () => {
		call();
		await button('Answer').waitFor();
		for (let tabs = 0; tabs < 20; tabs += 1) {
			await press('Tab');
			if (await isFocused(button('Answer'))) break;
		}
		await press('Enter');
		await button('Hang Up').waitFor();
		expect(await isFocused(phoneOf(WAITING_NUMBER))).toBe(true);
		await press('Enter');
		expect(statusOf(WAITING_NUMBER)).toBe('answered');
		await press('Tab');
		expect(await isFocused(button('Hang Up'))).toBe(true);
		await press('Space');
		await over('Answered').waitFor();
	});

	test('A answers, H hangs up and D declines, but not while somebody types, nor when switched off', async () => {
		call();
		await button('Answer').waitFor();
		await page.getByLabel('Your number').focus();
		await press('a');
		await page.getByLabel('Keys').focus();
		await press('Space');
		await press('a');
		expect(statusOf(WAITING_NUMBER)).toBe('ringing');
		await press('Space');
		await page.getByRole('heading', { name: 'Sandbox phone' }).click();
		await press('a');
		await button('Hang Up').waitFor();
		await press('h');
		await over('Answered').waitFor();
		call(OTHER);
		await button('Decline', OTHER).waitFor();
		await press('d');
		await over('Declined', OTHER).waitFor();
	});

	test('screen readers hear that a phone rings, and who calls', async () => {
		call();
		await page
			.locator('[aria-live=assertive]', {
				hasText: `The phone of ${WAITING_NUMBER} rings. Call from ${FROM}.`,
			})
			.waitFor({ state: 'attached' });
	});

	test('the focus stays where it is while phones come and go', async () => {
		call(OTHER);
		await button('Answer', OTHER).focus();
		call();
		await button('Answer').waitFor();
		expect(await isFocused(button('Answer', OTHER))).toBe(true);
	});
});

test('a narrow window shows the buttons of a ringing phone without scrolling', async () => {
	call(WAITING_NUMBER, { displayName: 'A name that is rather long for a phone' });
	const narrow = await open({ viewport: { width: 360, height: 640 } });
	for (const name of ['Answer', 'Decline', 'Voicemail']) {
		const box = await button(name, WAITING_NUMBER, narrow).boundingBox();
		expect(box).not.toBeNull();
		// The line at the bottom takes the rest.
		expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(595);
	}
	const width = await narrow.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBe(360);
	await narrow.getByRole('link', { name: 'Numbers' }).click();
	await narrow.getByText('Waits for you').waitFor();
	await narrow.close();
});

test('the numbers to call stay on the screen, however much happens', async () => {
	for (let calls = 0; calls < 12; calls += 1) call();
	await page.getByText('6 more are ringing or talking.').waitFor();
	for (const name of ['Phones', 'What the workflow learned']) {
		const region = page.getByRole(name === 'Phones' ? 'main' : 'region', { name });
		await region.evaluate((one) => one.lastElementChild?.scrollIntoView());
	}
	const list = await page.getByRole('list', { name: 'Numbers to call' }).boundingBox();
	expect(list?.y).toBeGreaterThan(0);
	expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(900);
	expect(list?.height).toBeGreaterThan(600);
});

test('a click on a number copies it, and says so', async () => {
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.getByRole('button', { name: `Copy ${OTHER}` }).click();
	await page.getByText('Copied', { exact: true }).waitFor();
	expect(await page.evaluate('navigator.clipboard.readText()')).toBe(OTHER);
});

test('the sound is off until somebody switches it on', async () => {
	expect(await page.getByRole('switch', { name: 'Sound' }).isChecked()).toBe(false);
});

test('the page outlives a restart of the sandbox', async () => {
	const first = await startSandbox();
	const own = await browser.newPage();
	own.setDefaultTimeout(PATIENCE_MS);
	await own.goto(`${first.url}/_sandbox`);
	await phoneAtRest(own);
	await first.close();
	await own.getByText('The sandbox does not answer').waitFor();
	const second = await startSandbox({ port: Number(new URL(first.url).port) });
	second.addCalls({ via: 'trunk', to: WAITING_NUMBER, roomId: 'abcd-efgh-ijkl' });
	await button('Answer', WAITING_NUMBER, own).click();
	await button('Hang Up', WAITING_NUMBER, own).waitFor();
	expect(await own.getByText('The sandbox does not answer').isVisible()).toBe(false);
	await own.close();
	await second.close();
});

const phoneAtRest = async (on: Page) =>
	await on.getByRole('article', { name: 'A phone at rest' }).waitFor();

describe('axe finds nothing to mend', () => {
	/** Of what `axe.run` gives. */
	interface AxeResults {
		violations: Array<{ id: string; help: string; nodes: Array<{ html: string }> }>;
	}

	const { resolve } = createRequire(import.meta.url);
	const axe = readFile(resolve('axe-core/axe.min.js'), 'utf8');

	async function findings(): Promise<string[]> {
		const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
		return violations.flatMap(({ id, help, nodes }) =>
			nodes.map(({ html }) => `${id}: ${help}: ${html}`),
		);
	}

	test.each(['light', 'dark'] as const)('in a %s browser', async (colorScheme) => {
		await page.emulateMedia({ colorScheme });
		await page.evaluate(await axe);
		await phoneAtRest(page);
		expect(await findings()).toEqual([]);

		await register(['call-started', 'call-ringing']);
		call(WAITING_NUMBER, { metadata: { customer: 'C-1042' } });
		call(OTHER);
		sandbox().addBatch([{ phoneNumber: WAITING_NUMBER, metadata: {} }]);
		await button('Decline', OTHER).click();
		await over('Declined', OTHER).waitFor();
		await button('Answer').waitFor();
		await page.evaluate(() => {
			for (const details of document.querySelectorAll('details')) details.open = true;
		});
		expect(await findings()).toEqual([]);
	});

	test('in a narrow window', async () => {
		await page.setViewportSize({ width: 360, height: 640 });
		await page.evaluate(await axe);
		call();
		await button('Answer').waitFor();
		expect(await findings()).toEqual([]);
	});
});
