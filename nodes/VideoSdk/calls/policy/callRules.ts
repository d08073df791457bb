import { WEEKDAYS, type CallingWindow } from '../../../../telephony/callingWindow.ts';
import type { DialingRules } from '../../../../telephony/dialingRules.ts';
import { isRecord } from '../../../../videosdk/wire.ts';
import type { Failure } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { listOf, type OutboundParams } from '../fields/outboundParams.ts';
import { readNumberRules, unreadableRule } from './numberRules.ts';
import { rulesInUse } from './passedRules.ts';

type Safety = OutboundParams['safety'];

/** The "Safety" block of an item, read. */
export interface CallRules extends Pick<Safety, 'whenNotAllowed' | 'outsideWindow'> {
	numbers: DialingRules;
	/** Undefined: at any time. A Failure: the window cannot be kept. */
	window: CallingWindow | Failure | undefined;
	/** How many calls the node may place in one execution. */
	mostCalls: number;
	/** "Not Again Within"; 0 = no limit. */
	hoursBetweenCalls: number;
	/** Whether the block has any rule in it. */
	isSet: boolean;
	/** The names of the rules that a call which is placed has passed. */
	inUse: readonly string[];
}

/** Blocks without an expression are one for all items of a run: each is read once. */
const known = new WeakMap<Safety, CallRules>();

/**
 * Reads the rules of an item.
 *
 * @param hidesNumbers whether a wrong entry of a list is told with most of its digits hidden
 * @throws Failure for a rule about numbers that cannot be kept
 */
export async function readCallRules(safety: Safety, hidesNumbers: boolean): Promise<CallRules> {
	const before = known.get(safety);
	if (before) return before;
	const { whenNotAllowed, outsideWindow, mostCalls = Infinity, notAgainWithin = 0 } = safety;
	const rules = {
		numbers: await readNumberRules(safety, hidesNumbers),
		window: readWindow(safety),
		...{ whenNotAllowed, outsideWindow, mostCalls, hoursBetweenCalls: notAgainWithin },
		isSet: Object.keys(safety).length > 0,
		inUse: rulesInUse(safety),
	};
	known.set(safety, rules);
	return rules;
}

function readWindow(safety: Safety): CallingWindow | Failure | undefined {
	if (!('callingWindow' in safety)) return undefined;
	const { callingWindow } = safety;
	const window: unknown = isRecord(callingWindow) ? callingWindow.window : undefined;
	if (!isRecord(window)) return wrongWindow('it is empty. Add a window, or remove the rule');
	const days = listOf(window.days).map((day) => day.toLowerCase());
	if (days.length === 0) {
		return wrongWindow('its Days are empty. Choose on which days people may be called');
	}
	const wrong = days.find((day) => !WEEKDAYS.some((weekday) => weekday === day));
	if (wrong !== undefined) {
		return wrongWindow(`its Days name "${wrong}", which is no day of the week such as monday`);
	}
	const { timeZone } = window;
	if (typeof timeZone === 'object' && timeZone !== null) {
		return wrongWindow('its Time Zone is no text such as Europe/Oslo');
	}
	return {
		days: WEEKDAYS.filter((weekday) => days.includes(weekday)),
		from: fieldText(window.from),
		until: fieldText(window.until),
		timeZone: fieldText(timeZone),
	};
}

export function wrongWindow(reason: string): Failure {
	return unreadableRule('Calling Hours', reason);
}
