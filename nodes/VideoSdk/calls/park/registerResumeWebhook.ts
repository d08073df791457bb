import type { Logger } from 'n8n-workflow';
import { FINISHING_EVENTS } from '../../../../videosdk/callEvent.ts';
import { withoutUrlSecrets } from '../../../../videosdk/withoutSecrets.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf, settled } from '../../errors/failureOf.ts';
import type { Api } from '../../api/index.ts';
import { createUniqueRegistration } from '../../webhooks/registration.ts';
import { isLeftover, parkedUrl, readParkedUrl } from './parkedUrl.ts';

/**
 * VideoSDK tells each registration of every call of the account, and how many an account may have is
 * not documented: so parked executions are few.
 */
export const MOST_PARKED = 20;

const EVENTS = ['call-answered', ...FINISHING_EVENTS, 'call-transferred'] as const;

export interface ResumeWebhook {
	resumeUrl: string;
	/** See `Origin`. */
	instance: string;
	/** Until when it is of use, in milliseconds since 1970. */
	until: number;
}

/** Has VideoSDK tell a resume URL of calls; beforehand, forgets what executions that died have left. */
export async function registerResumeWebhook(
	api: Api,
	{ resumeUrl, ...parts }: ResumeWebhook,
): Promise<{ webhookId: string } | { refusal: string }> {
	const all = await api.webhooks.list();
	const parked = all.flatMap(({ webhookId, url }) => {
		const found = readParkedUrl(url);
		return found ? [{ webhookId, ...found }] : [];
	});
	const dead = parked.filter((one) => isLeftover(one, Date.now()));
	// What cannot be removed now is there for the next who parks.
	for (const { webhookId, instance } of dead) {
		if (instance === parts.instance) await settled(api.webhooks.remove(webhookId));
	}
	const inUse = parked.length - dead.length;
	if (inUse >= MOST_PARKED) {
		return { refusal: `${inUse} executions are parked on this VideoSDK account already` };
	}
	const url = parkedUrl(resumeUrl, parts);
	const created = await settled(createUniqueRegistration(api, { url, events: EVENTS }));
	if (created.ok) return { webhookId: created.value.webhookId };
	const { facts } = created.failure;
	// VideoSDK may repeat the URL in what it says, and the item tells why it was not parked.
	throw new Failure({ ...facts, message: withoutUrlSecrets(facts.message) });
}

/** What cannot be removed is removed by whoever parks later: its URL tells that it is left over. */
export async function removeResumeWebhook(
	api: Api,
	webhookId: string,
	logger: Logger,
): Promise<void> {
	try {
		await api.webhooks.remove(webhookId);
	} catch (error) {
		logger.warn(`${webhookId} was not removed: ${failureOf(error).message}`);
	}
}
