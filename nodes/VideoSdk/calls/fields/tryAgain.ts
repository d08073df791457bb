import { isRecord } from '../../../../videosdk/wire.ts';
import { emptyInput, invalidInput } from '../../errors/failure.ts';
import { isWaitWanted, type WaitParams } from './waitParams.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const DEFAULT_TRIES = 3;
const MOST_TRIES = 10;
const DEFAULT_WITHIN_HOURS = 24;
const MOST_WITHIN_HOURS = 720;

/** What an item says of further calls to the same person. Times in milliseconds. */
export interface TryAgain {
	when: ReadonlySet<unknown>;
	/** The first call included. */
	mostTries: number;
	/** Behind which call: the first pause follows the first call; the last one counts for all further. */
	pauses: readonly number[];
	/** How long after the first call a further one may begin. */
	within: number;
}

type Wishes = Pick<WaitParams, 'waitFor'> & { options: { tryAgain?: object } };

/**
 * @returns undefined where nobody is to be called again
 * @throws Failure when it cannot be kept as it stands
 */
export function readTryAgain({ options, ...params }: Wishes): TryAgain | undefined {
	if (!('tryAgain' in options) || !isWaitWanted(params)) return undefined;
	const tries: unknown = isRecord(options.tryAgain) ? options.tryAgain.tries : undefined;
	if (!isRecord(tries)) {
		throw emptyInput('Try Again', 'add tries to it, or remove the option');
	}
	const { when, mostTries = DEFAULT_TRIES, pauses, within = DEFAULT_WITHIN_HOURS } = tries;
	if (!Array.isArray(when) || when.length === 0) {
		throw emptyInput('Try Again > When', 'choose after which outcomes to call again');
	}
	const withinMs = Math.min(Number(within), MOST_WITHIN_HOURS) * HOUR_MS;
	return {
		when: new Set(when),
		mostTries: Math.min(Number(mostTries), MOST_TRIES),
		pauses: pausesOf(pauses, withinMs),
		within: withinMs,
	};
}

const UNITS: ReadonlyArray<[RegExp, number]> = [
	[/^s(?:ec(?:ond)?s?)?$/, SECOND_MS],
	[/^m(?:in(?:ute)?s?)?$/, MINUTE_MS],
	[/^h(?:(?:ou)?rs?)?$/, HOUR_MS],
	[/^d(?:ays?)?$/, DAY_MS],
];

function pausesOf(given: unknown, within: number): number[] {
	const texts: unknown[] = Array.isArray(given) ? given : [];
	if (texts.length === 0) {
		throw emptyInput(
			'Try Again > Pauses',
			'say how long to wait after each call, as in 2 min, 1 h',
		);
	}
	return texts.map((text) => {
		const pause = pauseOf(String(text).trim().toLowerCase());
		if (pause <= within) return pause;
		const reason = `it is longer than Within (${within / HOUR_MS} hours), so no call would follow it. Shorten it, or raise Within`;
		throw invalidInput('Try Again > Pauses', String(text), reason);
	});
}

function pauseOf(text: string): number {
	const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)\.?$/.exec(text) ?? [];
	const found = UNITS.find(([pattern]) => pattern.test(unit));
	if (number !== undefined && found) return Math.round(Number(number) * found[1]);
	const reason = 'it is no pause. Write a number and its unit: s, min, h or d, as in 2 min, 1 h';
	throw invalidInput('Try Again > Pauses', text, reason);
}
