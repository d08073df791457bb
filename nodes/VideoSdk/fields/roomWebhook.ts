import { withoutUrlSecrets } from '../../../videosdk/withoutSecrets.ts';
import { emptyInput, invalidInput } from '../errors/failure.ts';
import { USUAL_ROOM_EVENTS } from './roomEvents.ts';
import { safeText } from './safeText.ts';

/** Who is told what happens in a room. */
export interface RoomWebhook {
	url: string;
	events: string[];
}

/** As VideoSDK's documents have it (server SDK, `RoomWebhookInput`). */
export const LONGEST_WEBHOOK_URL = 512;

/**
 * The webhook of a room, as its fields say.
 *
 * @param field the name of the field with the URL
 * @returns undefined when the field is empty
 * @throws Failure for a URL or a list of events that VideoSDK cannot take
 */
export function roomWebhookOf(
	field: string,
	value: unknown,
	events: readonly string[] = USUAL_ROOM_EVENTS,
): RoomWebhook | undefined {
	const url = safeText(field, value);
	if (url === '') return undefined;
	const wrong = wrongUrl(url);
	if (wrong !== undefined) throw invalidInput(field, withoutUrlSecrets(url), wrong);
	if (events.length > 0) return { url, events: [...events] };
	throw emptyInput('Webhook Events', 'select at least one event, or remove the option');
}

/** Why a text is no address that VideoSDK can post to; undefined when it may be one. */
export function notAWebAddress(url: string): string | undefined {
	if (/^https?:\/\//i.test(url) && URL.canParse(url)) return undefined;
	return 'it must be a URL that begins with https://';
}

function wrongUrl(url: string): string | undefined {
	const wrong = notAWebAddress(url);
	if (wrong !== undefined) return wrong;
	if (url.length <= LONGEST_WEBHOOK_URL) return undefined;
	return `VideoSDK takes no more than ${LONGEST_WEBHOOK_URL} characters`;
}
