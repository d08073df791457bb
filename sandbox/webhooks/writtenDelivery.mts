import type { DeliveryHabits } from './deliveryHabits.mts';
import type { SigningKey } from './signingKey.mts';

/** Docs page "Webhook Verification" and src/webhooks.ts of the vendor's SDK. */
const SIGNATURE_HEADER = 'videosdk-signature';

/** A body and its headers as they go over the wire. */
export function writtenDelivery(body: string, habits: DeliveryHabits, key: SigningKey) {
	const headers: Record<string, string> = { 'content-type': 'application/json' };
	const signature = signatureOf(body, habits, key);
	if (signature !== undefined) headers[SIGNATURE_HEADER] = signature;
	return { body: spoiled(body, habits), headers };
}

function signatureOf(body: string, { signature }: DeliveryHabits, key: SigningKey) {
	if (signature === 'none') return undefined;
	return signature === 'good' ? key.sign(body) : key.signWrongly(body);
}

function spoiled(body: string, habits: DeliveryHabits): string {
	if (habits.body === 'asSigned') return body;
	return habits.body === 'altered' ? altered(body) : reindented(body);
}

/** Still JSON, and still the same event. */
const altered = (body: string) =>
	body.endsWith('}') ? `${body.slice(0, -1)},"altered":true}` : `${body} `;

function reindented(body: string): string {
	try {
		return JSON.stringify(JSON.parse(body), null, 2);
	} catch {
		return `${body}\n`;
	}
}
