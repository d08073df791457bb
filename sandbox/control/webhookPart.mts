import { html } from 'hono/html';
import type { SandboxState } from '../state/sandboxState.mts';
import type { SandboxWebhook } from '../state/webhookStore.mts';
import type { Delivery } from '../webhooks/deliveryDesk.mts';

/** The page is fetched every two seconds: more would make it slow, and nobody reads them. */
const SHOWN_DELIVERIES = 50;

/** What the help page shows of webhooks: who is told of calls, and what they were sent last. */
export function webhookPart({ webhooks, deliveries }: SandboxState) {
	const registered = webhooks.all();
	const sent = deliveries.all().reverse();
	return html`<h2>Webhooks</h2>
		${registered.length === 0
			? html`<p>None is registered: nobody is told of calls.</p>`
			: html`<table>
					<tr>
						<th>URL</th>
						<th>Events</th>
					</tr>
					${registered.map(webhookRow)}
				</table>`}
		${sent.length === 0
			? ''
			: html`<h2>What was sent to them, the latest first</h2>
					<table>
						<tr>
							<th>Sent</th>
							<th>Event</th>
							<th>URL</th>
							<th>Answer</th>
						</tr>
						${sent.slice(0, SHOWN_DELIVERIES).map(deliveryRow)}
					</table>`}`;
}

function webhookRow({ url, events }: SandboxWebhook) {
	return html`<tr>
		<td><code>${url}</code></td>
		<td>${events.join(', ')}</td>
	</tr>`;
}

function deliveryRow({ at, event, url, status, error, attempt }: Delivery) {
	return html`<tr>
		<td>${new Date(at).toISOString().slice(11, 19)}</td>
		<td>${event ?? 'made by hand'}${attempt > 1 ? `, attempt ${attempt}` : ''}</td>
		<td><code>${url}</code></td>
		<td>${status ?? error ?? 'none yet'}</td>
	</tr>`;
}
