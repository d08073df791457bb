import { element } from './element.mts';

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const TIME_AND_ZONE = new Intl.DateTimeFormat('en-GB', {
	...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
	timeZoneName: 'short',
});
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

/** The zone of this browser, which all times of the page are in. */
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const clockTime = (at: number) => TIME_AND_ZONE.format(at);
export const dayOf = (at: number) => DAY.format(at);

/** Like `20:31:02`; its title has the zone, and the same moment as n8n writes it. */
export function timeOf(at: number): HTMLElement {
	const iso = new Date(at).toISOString();
	return element('time', { datetime: iso, title: `${clockTime(at)}, ${iso}` }, TIME.format(at));
}

/** Like `8 s` or `2 min 5 s`. */
export function lasting(ms: number): string {
	const seconds = Math.max(0, Math.round(ms / 1000));
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Like `0:08`, as phones count. */
export function counter(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
