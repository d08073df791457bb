import type { IDataObject } from 'n8n-workflow';

/** What a workflow can branch on when a call failed. These words are stored: never rename them. */
export type FailureCode =
	| 'invalidInput'
	| 'notAllowed'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'refused'
	| 'rateLimited'
	| 'proxyRefused'
	| 'redirected'
	| 'notReached'
	| 'notTrusted'
	| 'serverError'
	| 'answerLost'
	| 'unreadableAnswer'
	| 'cancelled'
	| 'callUnknown'
	| 'notReady'
	| 'tooLarge'
	| 'unexpected';

export interface FailureFacts {
	code: FailureCode;
	/** What failed, in one sentence. */
	message: string;
	/** What to do next. */
	hint: string;
	/** The same for an AI agent, where it can do nothing of what a person can. */
	forAgent?: string;
	/** Whether the request may have been carried out all the same. */
	callMayExist: boolean;
	/** Whom an item was to call, as it has it; undefined = it was to call nobody. */
	to?: string;
	/** The calls that were placed for that item before. */
	attempts?: IDataObject[];
	httpStatus?: number;
	/** What VideoSDK calls this request in its own logs. */
	requestId?: string;
	/** How long VideoSDK asks to wait before the next request. */
	retryAfterSeconds?: number;
	/** VideoSDK's clock minus ours in milliseconds, as far as the answer tells. */
	clockOffset?: number;
}

/** An error that says what failed, whether a call may exist, and what to do next. */
export class Failure extends Error {
	readonly facts: FailureFacts;

	constructor(facts: FailureFacts) {
		super(facts.message);
		this.facts = facts;
	}

	/** What the item of a call tells wherever it comes out; empty for what was to call nobody. */
	get ofCall(): IDataObject {
		const { to, callMayExist, message } = this.facts;
		if (to === undefined) return {};
		return { to, outcome: callMayExist ? 'unknown' : 'failed', reason: message };
	}

	/** What an error item carries beside the message. */
	get details(): IDataObject {
		const { code, callMayExist, httpStatus, hint, requestId, attempts } = this.facts;
		return {
			...this.ofCall,
			...(attempts === undefined ? {} : { attempts }),
			code,
			callMayExist,
			...(httpStatus === undefined ? {} : { httpStatus }),
			hint,
			...(requestId === undefined ? {} : { requestId }),
		};
	}
}

/** A needed parameter that an item leaves empty. */
export function missingInput(
	field: string,
	advice = `Fill in the field "${field}" of this item.`,
): Failure {
	return new Failure({
		code: 'invalidInput',
		message: `"${field}" is empty`,
		hint: advice,
		callMayExist: false,
	});
}

/** The failure of an item of an operation that makes phones ring: found before this one's could. */
export function beforeRinging({ facts }: Failure): Failure {
	if (facts.callMayExist || /No phone has rung/.test(facts.hint)) return new Failure(facts);
	return new Failure({ ...facts, hint: `${facts.hint} No phone has rung for it.` });
}

/** An item that must not be sent, by a rule of the user's or of ours. */
export function notAllowed(reason: string, hint: string, forAgent?: string): Failure {
	return new Failure({ code: 'notAllowed', message: reason, hint, forAgent, callMayExist: false });
}

/** A parameter of an item that no request can be made of; found before any phone rings. */
export function invalidInput(field: string, value: string, reason: string): Failure {
	return wrongInput(field, `"${onOneLine(value)}"`, reason);
}

/** The same for a value of a type that the field cannot use: what came is told in words. */
export function unusableInput(field: string, value: unknown, reason: string): Failure {
	const kind = Array.isArray(value) ? 'a list' : value instanceof Date ? 'a date' : 'an object';
	const advice = kind === 'a date' ? '' : '. In an expression, name the one value that is meant';
	return wrongInput(field, `${kind} (${onOneLine(excerpt(value))})`, `${reason}${advice}`);
}

/** A parameter that is there and says nothing, where nothing is not meant. */
export function emptyInput(field: string, reason: string): Failure {
	return wrongInput(field, 'empty', reason);
}

function wrongInput(field: string, shown: string, reason: string): Failure {
	return new Failure({
		code: 'invalidInput',
		message: `"${field}" is ${shown}: ${reason}`,
		hint: `Correct the field "${field}" of this item.`,
		callMayExist: false,
	});
}

/** A log has one line for a message, and an error must not read backwards. */
const onOneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202E]+/gu, ' ');

const MOST_CHARACTERS = 100;

function excerpt(value: unknown): string {
	let json: string;
	try {
		json = JSON.stringify(value) ?? typeof value;
	} catch {
		// It goes round in circles, or has a number in it that JSON cannot write.
		json = '...';
	}
	return json.length > MOST_CHARACTERS ? `${json.slice(0, MOST_CHARACTERS)} ...` : json;
}
