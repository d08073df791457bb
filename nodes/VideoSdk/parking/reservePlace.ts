import { FINISHING_EVENTS } from '../../../protocol/callEvent.ts';
import type { Webhook } from '../../../protocol/webhook.ts';
import type { ParkingPlace, Reserved } from '../engine/defineOperation.ts';
import { outcomeOf } from '../engine/outcome.ts';
import { removeWebhook } from '../operations/webhook/deleteWebhook.ts';
import { listWebhooks } from '../operations/webhook/listWebhooks.ts';
import type { Api } from '../transport/send.ts';
import { createRegistration } from '../trigger/registration.ts';
import { parkedUrl, readParkedUrl } from './parkedUrl.ts';

/**
 * VideoSDK tells each registration of every call of the account, and how many an account may have is
 * not documented: so executions that rest are few.
 */
export const MOST_PARKED = 20;

/** For how long a registration is left alone behind its time: clocks differ. */
const LEFTOVER_AFTER_MS = 5 * 60 * 1000;

const EVENTS = ['call-answered', ...FINISHING_EVENTS, 'call-transferred'] as const;

/** Has VideoSDK tell a resume URL of calls; beforehand, forgets what executions that died have left. */
export async function reservePlace(
	api: Api,
	{ resumeUrl, ...mark }: ParkingPlace,
): Promise<Reserved> {
	const all = await listWebhooks(api);
	const leftovers = all.filter((webhook) => isLeftover(webhook, mark.instance, Date.now()));
	// What cannot be removed now is there for the next who parks.
	for (const { webhookId } of leftovers) await outcomeOf(removeWebhook(api, webhookId));
	const inUse = all.filter((one) => readParkedUrl(one.url) && !leftovers.includes(one));
	if (inUse.length >= MOST_PARKED) {
		return { refusal: `${inUse.length} executions are parked on this VideoSDK account already` };
	}
	const url = parkedUrl(resumeUrl, mark);
	const { webhookId } = await createRegistration(api, { url, events: EVENTS });
	return { registration: webhookId };
}

/** Whether an execution of this n8n has left it behind: stopped, deleted, or gone on at its limit. */
export function isLeftover({ url }: Pick<Webhook, 'url'>, instance: string, now: number): boolean {
	const mark = readParkedUrl(url);
	return mark?.instance === instance && mark.until + LEFTOVER_AFTER_MS < now;
}
