import { randomBytes } from 'node:crypto';

/** Behind the "?" of a registered resume URL. These names are stored at VideoSDK: never rename them. */
const OWNER_PARAMETER = 'parkedBy';
const UNTIL_PARAMETER = 'parkedUntil';
/** In a loop, the same node of the same execution parks several times. */
const TIME_PARAMETER = 'parkedAs';
const TIME_BYTES = 4;

/** Whose execution a registration is for, and until when it is of use. */
export interface ParkedUrlParts {
	/** See `Origin`. */
	instance: string;
	/** In milliseconds since 1970; the URL has whole seconds. */
	until: number;
}

/** The resume URL of an execution with its owner and time in it, so that a leftover can be told from one in use. */
export function parkedUrl(resumeUrl: string, { instance, until }: ParkedUrlParts): string {
	const url = new URL(resumeUrl);
	url.searchParams.set(OWNER_PARAMETER, instance);
	url.searchParams.set(UNTIL_PARAMETER, String(Math.ceil(until / 1000)));
	url.searchParams.set(TIME_PARAMETER, randomBytes(TIME_BYTES).toString('hex'));
	return url.href;
}

/** The owner and time in a registered URL; undefined when it is not that of a parked execution. */
export function readParkedUrl(url: string): ParkedUrlParts | undefined {
	if (!URL.canParse(url)) return undefined;
	const { searchParams } = new URL(url);
	const instance = searchParams.get(OWNER_PARAMETER);
	const until = searchParams.get(UNTIL_PARAMETER) ?? '';
	if (!instance || !/^\d{1,12}$/.test(until)) return undefined;
	return { instance, until: Number(until) * 1000 };
}

/** For how long a registration is left alone behind its time: clocks differ. */
const LEFTOVER_AFTER_MS = 5 * 60 * 1000;

/** Whether its execution has left it behind: stopped, deleted, or gone on at its limit. */
export function isLeftover({ until }: ParkedUrlParts, now: number): boolean {
	return until + LEFTOVER_AFTER_MS < now;
}
