import { isLoopbackUrl } from '../../../../videosdk/baseUrl.ts';
import { whyNotPublic } from '../../../../videosdk/publicUrl.ts';
import { isRecord, text } from '../../../../videosdk/wire.ts';
import type { AddressAnswer } from '../../api/askAddress.ts';
import type { Settled } from '../../errors/failureOf.ts';
import { parseBody } from '../../webhooks/rawDelivery.ts';
import { fine, unclear, wrong, type Verdict } from './setUpRow.ts';

/** How n8n's webhooks get an address that VideoSDK can reach. */
const SET_WEBHOOK_URL =
	'Give n8n an https address that can be reached from the internet, and tell it to n8n by the environment variable WEBHOOK_URL: in queue mode to the main process, the workers and the webhook processes.';

const WHY_NOT = {
	thisMachine: 'leads to the very machine that it is used on',
	ownNetwork: 'leads into a network of your own, which VideoSDK cannot get into',
	notHttps: 'is plain http: whoever is on the way can read what VideoSDK tells of calls',
} as const;

/**
 * Whether VideoSDK can reach an address, as far as the address itself tells.
 *
 * @param baseUrl where VideoSDK is: a sandbox on this machine reaches this machine
 * @returns why not, or undefined
 */
export function whyUnreachable(url: string, baseUrl: string): string | undefined {
	const reason = whyNotPublic(url);
	const isBesideIt = reason === 'thisMachine' && isLoopbackUrl(baseUrl);
	return reason === undefined || isBesideIt ? undefined : WHY_NOT[reason];
}

/** @param resumeUrl where n8n says that this execution can be reached; empty when it says nothing */
export function checkAddress(resumeUrl: string, baseUrl: string): Verdict {
	if (!URL.canParse(resumeUrl)) {
		return unclear('n8n does not say where it can be reached', SET_WEBHOOK_URL);
	}
	const { origin } = new URL(resumeUrl);
	const reason = whyUnreachable(resumeUrl, baseUrl);
	if (reason === undefined) return fine(`n8n's webhooks have addresses at ${origin}`);
	return wrong(`The address of n8n's webhooks, ${origin}, ${reason}`, SET_WEBHOOK_URL);
}

const TRY_FROM_OUTSIDE =
	'Open it from outside your network, such as on a phone without WLAN. If n8n answers there, all is well: some networks let nobody out and in again. If not, mend the name, the certificate, the proxy or the tunnel in front of n8n.';

const NOT_PROVEN =
	'asked from where n8n runs. VideoSDK has no request that sends a test event, so only a call shows that it gets here from the internet';

/**
 * Whether the address leads to this n8n: only this one knows an execution that is under way.
 *
 * @param answer to a request to the URL at which this execution would be resumed; undefined when n8n does
 * not let a workflow ask there
 */
export function checkWayToN8n(
	resumeUrl: string,
	answer: Settled<AddressAnswer | undefined>,
): Verdict {
	const { origin } = new URL(resumeUrl);
	if (!answer.ok) {
		return wrong(`Nobody answers at ${origin}: ${answer.failure.message}`, TRY_FROM_OUTSIDE);
	}
	if (!answer.value) {
		return unclear(
			`n8n does not let a workflow ask at ${origin}: its SSRF protection is on`,
			'Open the address from outside your network: n8n has to answer there.',
		);
	}
	const { status, body, location } = answer.value;
	const said = saidBy(body);
	if (knowsThisExecution(answer.value)) {
		return fine(`This n8n answers at ${origin}, ${NOT_PROVEN}`);
	}
	if (status === 404 && /^The execution .* does not exist/.test(said)) {
		if (isOfNoExecution(resumeUrl)) {
			return unclear(
				`An n8n answers at ${origin}; it cannot be told whether it is this one`,
				'Run this by hand or in a published workflow, and not as a tool of an MCP Server Trigger.',
			);
		}
		return wrong(
			`At ${origin} an n8n answers that does not know this execution: another one, it seems`,
			`Point the address to this n8n, or tell this n8n its own address. ${SET_WEBHOOK_URL}`,
		);
	}
	return wrong(`At ${origin} ${otherAnswer(status, location)}`, OTHER_ADVICE);
}

/** n8n's own word for the execution, where a tool is called outside of any. */
const isOfNoExecution = (resumeUrl: string) => resumeUrl.includes('/__UNKNOWN__');

/**
 * What n8n answers about an execution that it knows. It is under way (409); or its key is another by now
 * (401); or, of one that was started by hand, n8n has not saved yet what it looks for and fails (500 with
 * n8n's own kind of error, seen in 2.41.1).
 */
function knowsThisExecution({ status, body }: AddressAnswer): boolean {
	if (status === 401) return saidBy(body) === 'Invalid token';
	const error = parseBody(Buffer.from(body));
	const isN8ns = typeof error?.code === 'number' && typeof error.message === 'string';
	return isN8ns && (status === 409 || status === 500);
}

export const OTHER_ADVICE =
	'Have the proxy or tunnel in front of n8n hand on its webhooks as they are: without a login, a page in between, or another address.';

/** What answers in the place of n8n, such as a proxy. */
export function otherAnswer(status: number, location: string | undefined): string {
	if (location !== undefined && URL.canParse(location)) {
		return `the request is sent on to ${new URL(location).origin} (HTTP ${status})`;
	}
	if (status === 401 || status === 403) return `somebody asks for a login (HTTP ${status})`;
	if (status >= 500) return `a server answers that cannot reach n8n (HTTP ${status})`;
	return `something else than n8n answers (HTTP ${status})`;
}

/** What a JSON answer of n8n's says. */
export function saidBy(body: string): string {
	const answer = parseBody(Buffer.from(body));
	return isRecord(answer) ? (text(answer.message) ?? text(answer.error) ?? '') : '';
}
