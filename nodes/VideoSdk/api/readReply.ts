import { isRecord } from '../../../videosdk/call.ts';
import { withoutUrlSecrets } from '../../../videosdk/withoutSecrets.ts';
import type { RawReply } from './exchange.ts';

/** An answer, read as far as it can be read. */
export interface Reply {
	status: number;
	/** The body, or undefined when it is not JSON. */
	json: unknown;
	isEmpty: boolean;
	/** The body, when it is neither JSON nor markup, and no longer than a sentence. */
	sentence?: string;
	/** What the answer says went wrong, fit for showing; empty when it says nothing. */
	readonly message: string;
	requestId?: string;
	/** VideoSDK's clock minus ours, in milliseconds. */
	clockOffset?: number;
	retryAfterSeconds?: number;
}

const LONGEST_MESSAGE = 300;
/** Where services put their own name for a request (server SDK, `http/client.ts`). */
const REQUEST_ID_HEADERS = [
	'x-request-id',
	'request-id',
	'x-amzn-requestid',
	'x-amz-request-id',
] as const;
/** Keys of an error body, in the server SDK's order (`http/errors.ts`). */
const MESSAGE_KEYS = ['message', 'error', 'msg', 'statusMessage'] as const;

export function readReply(raw: RawReply): Reply {
	const text = typeof raw.body === 'string' ? raw.body : '';
	const json = typeof raw.body === 'string' ? parseJson(text) : (raw.body ?? undefined);
	const header = (name: string) => firstText(raw.headers[name]);
	const now = Date.now();
	const clockOffset = momentAfter(header('date'), now);
	return {
		status: raw.statusCode,
		json,
		isEmpty: json === undefined && text.trim() === '',
		sentence: json === undefined ? sentenceIn(text) : undefined,
		// Hardly an answer is asked for it.
		get message() {
			return messageOf(json, text);
		},
		requestId: REQUEST_ID_HEADERS.map(header).find((id) => id !== undefined),
		clockOffset,
		// A date in it is one of VideoSDK's clock.
		retryAfterSeconds: retryAfterSeconds(header('retry-after'), now + (clockOffset ?? 0)),
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** An answer that was cut begins like JSON, and what a proxy says has tags in it. */
function sentenceIn(text: string): string | undefined {
	const isSentence = /^\s*\p{L}/u.test(text) && !/[<>{}]/.test(text);
	return isSentence && text.length <= LONGEST_MESSAGE ? text.trim() : undefined;
}

function messageOf(json: unknown, text: string): string {
	if (isRecord(json)) {
		const said = MESSAGE_KEYS.map((key) => json[key]).find(
			(value) => typeof value === 'string' && value.trim() !== '',
		);
		return typeof said === 'string' ? forShowing(said) : '';
	}
	if (typeof json === 'string') return forShowing(json);
	const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1];
	if (/<\s*(!doctype|html|head|body)/i.test(text)) {
		return title?.trim() ? `a web page "${forShowing(title)}"` : 'a web page';
	}
	return forShowing(text);
}

/** One line, of bearable length, without markup, and without any token that a server echoes. */
function forShowing(text: string): string {
	const line = withoutUrlSecrets(text)
		.replace(/eyJ[\w-]*\.[\w-]*\.?[\w-]*/g, '[token]')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function firstText(value: unknown): string | undefined {
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'string' && first !== '' ? first : undefined;
}

function momentAfter(date: string | undefined, now: number): number | undefined {
	const moment = Date.parse(date ?? '');
	return Number.isFinite(moment) ? moment - now : undefined;
}

/** RFC 9110: seconds, or the date from which on it may be tried again. */
function retryAfterSeconds(value: string | undefined, now: number): number | undefined {
	if (value === undefined) return undefined;
	if (/^\d+$/.test(value.trim())) return Number(value);
	const wait = momentAfter(value, now);
	return wait === undefined ? undefined : Math.max(0, wait / 1000);
}
