import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { SCENARIOS } from '../scenarios.mts';
import type { SandboxCall } from '../state/callStore.mts';
import { isFinal } from '../state/callWalk.mts';
import type { SandboxState } from '../state/sandboxState.mts';

const STYLE = `
	:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
	body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
	h1 { margin-bottom: 0; } h2 { margin-top: 2rem; }
	.note { padding: .6rem 1rem; border-left: 4px solid #2a9d4a; background: #2a9d4a22; }
	table { border-collapse: collapse; width: 100%; }
	th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #8884; }
	code { font-family: ui-monospace, monospace; } button { margin-right: .3rem; }
`;

// Fetches this very page and swaps the live part, so that only the server writes (and escapes) HTML.
const SCRIPT = `
	const refresh = async () => {
		const page = await (await fetch('/_sandbox')).text();
		const live = new DOMParser().parseFromString(page, 'text/html').getElementById('live');
		document.getElementById('live').replaceWith(live);
	};
	setInterval(() => refresh().catch(() => undefined), 2000);
	document.addEventListener('click', async ({ target }) => {
		if (!target.dataset.act) return;
		await fetch(target.dataset.act, { method: 'POST' });
		await refresh();
	});
`;

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const HELP_PAGE_POLICY = `default-src 'none'; connect-src 'self'; style-src ${sha256(STYLE)}; script-src ${sha256(SCRIPT)}`;

export function helpPage(state: SandboxState) {
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<title>VideoSDK sandbox</title>
				<style>
					${raw(STYLE)}
				</style>
			</head>
			<body>
				<h1>VideoSDK sandbox</h1>
				<p class="note"><strong>No phone rings.</strong> This is a local stand-in for VideoSDK.</p>
				<p>
					Base URL <code>${state.baseUrl}</code>, API key <code>${state.account.apiKey}</code>, API
					secret as printed at the start.
				</p>
				${livePart(state)}
				<h2>Numbers to try</h2>
				<table>
					<tr>
						<th>Number</th>
						<th>What happens</th>
					</tr>
					${SCENARIOS.map(
						({ number, title }) =>
							html`<tr>
								<td><code>${number}</code></td>
								<td>${title}</td>
							</tr>`,
					)}
					<tr>
						<td>any other</td>
						<td>Answers and talks for half a minute</td>
					</tr>
				</table>
				<script>
					${raw(SCRIPT)};
				</script>
			</body>
		</html>`;
}

function livePart({ calls }: SandboxState) {
	const all = calls.all();
	if (all.length === 0) {
		return html`<section id="live">
			<h2>Calls</h2>
			<p>No call so far.</p>
		</section>`;
	}
	return html`<section id="live">
		<h2>Calls</h2>
		<table>
			<tr>
				<th>Placed</th>
				<th>To</th>
				<th>Shown as</th>
				<th>Room</th>
				<th>Status</th>
				<th></th>
			</tr>
			${all.map(callRow)}
		</table>
		<h2>How often each phone rang</h2>
		<table>
			<tr>
				<th>To</th>
				<th>Times</th>
			</tr>
			${Object.entries(calls.rings()).map(
				([to, times]) =>
					html`<tr>
						<td><code>${to}</code></td>
						<td>${times}</td>
					</tr>`,
			)}
		</table>
	</section>`;
}

function callRow(call: SandboxCall) {
	const actions = isFinal(call.status)
		? []
		: call.status === 'answered'
			? ['hangup']
			: ['answer', 'reject'];
	return html`<tr>
		<td>${new Date(call.placedAt).toISOString().slice(11, 19)}</td>
		<td><code>${call.to}</code></td>
		<td>${call.displayName ?? ''}</td>
		<td><code>${call.roomId}</code></td>
		<td>${call.status}</td>
		<td>
			${actions.map(
				(action) =>
					html`<button data-act="/_sandbox/calls/${call.callId}/${action}">${action}</button>`,
			)}
		</td>
	</tr>`;
}
