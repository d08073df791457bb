const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** When a batch may call, on the clocks of a time zone. */
export interface BatchHours {
	timeZone: string;
	/** Minutes after midnight; undefined = the whole day. */
	from?: number;
	until?: number;
	/** 0 = Sunday; undefined = every day. */
	days?: readonly number[];
}

interface LocalTime {
	weekday: number;
	minutes: number;
	/** The same reading of the clocks as if it were UTC, in epoch milliseconds. */
	asUtc: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known) return known;
	const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
	const time = { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
	const format = new Intl.DateTimeFormat('en-US', { timeZone, ...parts, ...time });
	formats.set(timeZone, format);
	return format;
}

export function isTimeZone(timeZone: string): boolean {
	try {
		formatIn(timeZone);
		return true;
	} catch {
		return false;
	}
}

function localTime(at: number, timeZone: string): LocalTime {
	const parts = formatIn(timeZone).formatToParts(at);
	const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	const [hour, minute] = [read('hour'), read('minute')];
	const asUtc = Date.UTC(read('year'), read('month') - 1, read('day'), hour, minute);
	return { weekday: new Date(asUtc).getUTCDay(), minutes: hour * 60 + minute, asUtc };
}

/** `HH:MM` as minutes after midnight. */
export function minutesOf(time: string): number {
	const [hours, minutes] = time.split(':').map(Number);
	return hours * 60 + minutes;
}

/** The moment at which the clocks of a time zone show a date and a time. */
export function momentOf(date: string, time: string, timeZone: string): number {
	const wanted = Date.parse(`${date}T${time}:00Z`);
	let at = wanted;
	// Once more, as the first guess may lie on the other side of a change of the clocks.
	for (let round = 0; round < 2; round += 1) at += wanted - localTime(at, timeZone).asUtc;
	return at;
}

/** The first moment from this one on at which calls may be placed; undefined = there is none. */
export function openFrom(at: number, { timeZone, from, until, days }: BatchHours) {
	const [opens, closes] = [from ?? 0, until ?? DAY_MINUTES];
	// Two steps a day for a week and a day; more would find nothing either.
	for (let step = 0; step < 20; step += 1) {
		const { weekday, minutes } = localTime(at, timeZone);
		const isDay = days?.includes(weekday) ?? true;
		if (isDay && minutes >= opens && minutes < closes) return at;
		const wait = isDay && minutes < opens ? opens - minutes : DAY_MINUTES - minutes;
		at = (Math.floor(at / MINUTE_MS) + wait) * MINUTE_MS;
	}
	return undefined;
}
