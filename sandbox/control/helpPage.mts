import { html } from 'hono/html';
import { SCENARIOS } from '../scenarios.mts';
import { isOver } from '../state/batchStore.mts';
import type { BatchStore } from '../state/batchStore.mts';
import type { CallStore, SandboxCall } from '../state/callStore.mts';
import { isFinal, isTalking } from '../state/callWalk.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { webhookPart } from './webhookPart.mts';

export function helpPage(state: SandboxState) {
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<title>VideoSDK sandbox</title>
				<link rel="stylesheet" href="/_sandbox/page.css" />
			</head>
			<body>
				<h1>VideoSDK sandbox</h1>
				<p class="note"><strong>No phone rings.</strong> This is a local stand-in for VideoSDK.</p>
				<p>
					Base URL <code>${state.baseUrl}</code>, API key <code>${state.account.apiKey}</code>, API
					secret as printed at the start.
				</p>
				<section id="live">
					${callPart(state.calls)} ${batchPart(state.batches)} ${webhookPart(state)}
				</section>
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
				<script src="/_sandbox/page.js"></script>
			</body>
		</html>`;
}

function callPart(calls: CallStore) {
	const all = calls.all();
	if (all.length === 0) {
		return html`<h2>Calls</h2>
			<p>No call so far.</p>`;
	}
	return html`<h2>Calls</h2>
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
		<h2>How often each phone would have rung</h2>
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
		</table>`;
}

function batchPart(batches: BatchStore) {
	const all = batches.all();
	if (all.length === 0) return '';
	return html`<h2>Batches</h2>
		<table>
			<tr>
				<th>Name</th>
				<th>Status</th>
				<th>People</th>
				<th>Of whom are done</th>
			</tr>
			${all.map(
				({ order, status, records }) =>
					html`<tr>
						<td>${order.batchName ?? ''}</td>
						<td>${status}</td>
						<td>${records.length}</td>
						<td>${records.filter(isOver).length}</td>
					</tr>`,
			)}
		</table>`;
}

function callRow(call: SandboxCall) {
	const actions = isFinal(call.status)
		? []
		: isTalking(call.status)
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
