import { olderEvents } from '../../../videosdk/callEvent.ts';
import { addressOf, type Webhook } from '../../../videosdk/webhook.ts';
import { Failure } from '../errors/failure.ts';
import { failureOf, settled } from '../errors/failureOf.ts';
import { createdOrFound } from '../api/createdOrFound.ts';
import type { Api } from '../api/index.ts';
import type { WebhookOrder } from '../api/webhooks.ts';

export interface Registration {
	webhookId: string;
	/** The account takes only the names that older documents of VideoSDK have. */
	isLimited: boolean;
}

/**
 * Finds what is registered for the URL, makes it what is wanted, and removes what is there twice.
 *
 * @param known the id of what was registered earlier, which may meanwhile have another URL or be gone
 * @returns undefined when nothing is registered
 */
export async function reconcileWebhook(
	api: Api,
	wanted: WebhookOrder,
	known?: string,
): Promise<Registration | undefined> {
	const [kept, ...doubles] = await findRegistered(api, wanted.url, known);
	if (!kept) return undefined;
	const isLimited = await mend(api, kept, wanted);
	for (const { webhookId } of doubles) await api.webhooks.remove(webhookId);
	return { webhookId: kept.webhookId, isLimited };
}

/**
 * Registers the URL, which nothing is registered for. n8n may do so twice at the same moment: of
 * several, the oldest remains. When that cannot be made sure of, nothing remains.
 */
export async function createRegistration(api: Api, wanted: WebhookOrder): Promise<Registration> {
	const { value, isLimited } = await withEventsThatAreTaken(wanted, async (events) =>
		createOnce(api, { ...wanted, events }),
	);
	try {
		const kept = await removeDoubles(api, wanted.url);
		return { webhookId: kept ?? value.webhookId, isLimited };
	} catch (error) {
		const failure = failureOf(error);
		// Whether this succeeds or not, what went wrong before is what has to be told.
		await settled(api.webhooks.remove(value.webhookId));
		throw failure;
	}
}

/**
 * Registers a URL that nobody else registers, as something in it is new each time. What is registered
 * for the same address behind another "?" is somebody else's.
 */
export async function createUniqueRegistration(
	api: Api,
	wanted: WebhookOrder,
): Promise<Registration> {
	const { value, isLimited } = await withEventsThatAreTaken(wanted, async (events) =>
		createAlone(api, { ...wanted, events }),
	);
	return { webhookId: value.webhookId, isLimited };
}

/** Registers a URL for all of these events, or not at all. Whatever else is registered stays as it is. */
export async function createAlone(api: Api, wanted: WebhookOrder): Promise<Webhook> {
	return await createOnce(api, wanted, async () => await registeredFor(api, wanted.url));
}

/** What is registered for this URL and no other, from all pages. */
export async function registeredFor(api: Api, url: string): Promise<Webhook[]> {
	return (await api.webhooks.list()).filter((webhook) => webhook.url === url);
}

/** Removes whatever is registered for the URL. That nothing is, is fine. */
export async function removeRegistration(api: Api, url: string, known?: string): Promise<void> {
	if (known !== undefined) await api.webhooks.remove(known);
	for (const { webhookId } of await findRegistered(api, url)) await api.webhooks.remove(webhookId);
}

/** The one that is known comes first, then the others by age. */
async function findRegistered(api: Api, url: string, known?: string): Promise<Webhook[]> {
	const address = addressOf(url);
	const isWanted = (one: Webhook) => one.webhookId === known || addressOf(one.url) === address;
	const found = (await api.webhooks.list({ search: address })).filter(isWanted);
	const isComplete = found.some(({ webhookId }) => known === undefined || webhookId === known);
	// How the API's `search` treats a URL is not documented, so it proves nothing that it finds nothing.
	const all = isComplete ? found : (await api.webhooks.list()).filter(isWanted);
	const rank = ({ webhookId, createdAt = '' }: Webhook) =>
		`${webhookId === known ? 0 : 1} ${createdAt} ${webhookId}`;
	return all.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** Whether only some of the wanted events could be had. */
async function mend(
	api: Api,
	{ webhookId, ...now }: Webhook,
	wanted: WebhookOrder,
): Promise<boolean> {
	if (now.url === wanted.url && isSame(now.events, wanted.events)) return false;
	const { isLimited } = await withEventsThatAreTaken(wanted, async (events) =>
		api.webhooks.change(webhookId, { ...wanted, events }),
	);
	return isLimited;
}

/** The id of the one that remains. */
async function removeDoubles(api: Api, url: string): Promise<string | undefined> {
	const [kept, ...doubles] = await findRegistered(api, url);
	for (const { webhookId } of doubles) await api.webhooks.remove(webhookId);
	return kept?.webhookId;
}

/** Not sent again when its answer was lost: it is looked for instead. */
async function createOnce(
	api: Api,
	wanted: WebhookOrder,
	find = async () => await findRegistered(api, wanted.url),
): Promise<Webhook> {
	const findOne = async () => (await find())[0];
	const created = await createdOrFound(async () => await api.webhooks.create(wanted), findOne);
	if (created) return created;
	throw unnamed();
}

/**
 * Tries all wanted events, and when VideoSDK does not take them, the older ones among them. Public
 * code says that VideoSDK answers HTTP 500 to a name that it does not know.
 */
async function withEventsThatAreTaken<T>(
	{ events }: WebhookOrder,
	attempt: (events: readonly string[]) => Promise<T>,
): Promise<{ value: T; isLimited: boolean }> {
	try {
		return { value: await attempt(events), isLimited: false };
	} catch (error) {
		const failure = failureOf(error);
		const older = olderEvents(events);
		if (!mayBeTheNames(failure, events)) throw failure;
		if (older.length === 0) throw newerEventsRefused(failure);
		const second = await settled(attempt(older));
		// Refused for some other reason, then: told is what was said at first.
		if (!second.ok) throw failure;
		return { value: second.value, isLimited: true };
	}
}

/** Whether VideoSDK may have refused the names of events that only newer documents have. */
export function mayBeTheNames({ facts }: Failure, events: readonly string[]): boolean {
	const isRefused = facts.code === 'refused' || facts.httpStatus === 500;
	return isRefused && olderEvents(events).length < events.length;
}

export function isSame(some: readonly string[], others: readonly string[]): boolean {
	return new Set([...some, ...others]).size === new Set(some).size && some.length === others.length;
}

function unnamed(): Failure {
	return new Failure({
		code: 'unreadableAnswer',
		message: 'VideoSDK answered without the ID of the webhook, and does not list it',
		hint: 'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
		callMayExist: false,
	});
}

function newerEventsRefused({ facts }: Failure): Failure {
	return new Failure({
		...facts,
		message: `VideoSDK took none of the selected events: ${facts.message}`,
		hint: 'The events of transfers and room switches are newer than others, and this account may not have them. Listen for Every Change, or select other events.',
	});
}
