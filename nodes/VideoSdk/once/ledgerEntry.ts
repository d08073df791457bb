import type { IDataObject } from 'n8n-workflow';

/**
 * What is known of one request that must not be sent twice. `ready`: it has not left, but something
 * was made for it. `sent`: it left and nothing was heard yet, which is also how it looks when n8n
 * died in between. `unknown`: the answer was lost. Moments are in milliseconds since 1970.
 *
 * n8n saves these with the execution: the names never change.
 */
export interface LedgerEntry extends IDataObject {
	state: 'ready' | 'sent' | 'placed' | 'unknown';
	/** When it was sent for the first time. */
	sentAt: number;
	/** When it was sent for the last time: after a rate limit, or again because it was not found. */
	lastSentAt: number;
	/** When its answer came: what was made was made before. */
	answeredAt?: number;
	/** The service's clock minus ours in milliseconds, as the answer told. */
	clockOffset?: number;
	/** The fingerprint of its idempotency key: what makes it the same thing when n8n repeats the item. */
	identity: string;
	/** Its lookup key: what is needed to find what was made, whatever the item says by then. */
	subject: IDataObject;
	/** Its correlation key: the request's own sign, by which it can be found. */
	mark: string;
	/** What was made for it beforehand. */
	prepared: IDataObject;
	/** What the item tells of its sending beside the answer; as long as there is no answer. */
	note?: IDataObject;
	/** Why the answer was lost. */
	cause?: string;
	/** It was sent once more after it was not found. That happens once. */
	sentAgain?: boolean;
	/** The service's name for what was made, once known. */
	id?: string;
	/** The item's json, returned again whenever n8n repeats the item. */
	answer?: IDataObject;
	/** The item's json once what was waited for has come about. */
	followed?: IDataObject;
	/** When that was known. */
	followedAt?: number;
	/** Whether further tries were being made by a process of which nothing is known any more. */
	triesParked?: boolean;
	/** Numbers of the person that were not to be called before this one, as the history tells of them. */
	leftOut?: IDataObject[];
	/** It is over, whatever is still waited for behind it. */
	hasEnded?: boolean;
	/** Whoever it was for has taken it, whatever came of it then. */
	wasAnswered?: boolean;
}

/** When something was made whose name is not known, if it was made at all. */
export interface SendingTimes {
	sentAt: number;
	lastSentAt: number;
	/** Undefined = no answer came: it may have been made a while later. */
	answeredAt?: number;
}

/** A request that has left, and what it may have made. Moments in ms since 1970. */
export interface SentRequest extends SendingTimes {
	/** What tells it from others in the service's list. */
	lookupKey: IDataObject;
	/** The sign that it carries, where its endpoint takes one. */
	correlationKey: string;
	/** What was made for it beforehand. */
	prepared: IDataObject;
	/** What the item tells of its sending, as the request has left it. */
	note?: IDataObject;
	/** The service's clock minus ours in milliseconds, as the answer told. */
	clockOffset?: number;
	/** The name of what it made, once known. */
	id?: string;
	/** Names of things that other items of this node are known to have made. */
	takenIds: ReadonlySet<string>;
	/** When other items made a thing with the same lookup key without learning its name. */
	readonly namelessSiblings: readonly SendingTimes[];
}
