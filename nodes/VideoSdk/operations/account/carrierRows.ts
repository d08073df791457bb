import type { Direction } from '../../../../videosdk/gateway.ts';
import type { Settled } from '../../errors/failureOf.ts';
import { notOpen } from './checkAccess.ts';
import {
	checkBatchLine,
	checkGateways,
	checkNumbers,
	checkRules,
	type Lines,
	type Rules,
} from './checkCarriers.ts';
import type { Seen } from './lookAround.ts';
import { judged, row, type SetUpRow, type Verdict } from './setUpRow.ts';

/** What carries calls, for each way that they shall go. */
export function carrierRows(seen: Seen, uses: readonly string[]): SetUpRow[] {
	const wanted = DIRECTIONS.filter((way) => way.uses.some((use) => uses.includes(use)));
	if (wanted.length === 0) return [];
	const lines = allSeen(wanted.map(({ direction }) => linesOf(seen, direction)));
	return [
		...wanted.map(({ direction, name }) =>
			row(
				`${name} gateways`,
				judged(seen.gateways[direction], (found) => checkGateways(direction, found)),
			),
		),
		row('Phone numbers', judged(lines, checkNumbers)),
		...wanted.map(({ direction, name }) =>
			row(`${name} routing rules`, judged(rulesOf(seen, direction), checkRules)),
		),
		...(uses.includes('batchCalls') ? [row('Batch calls', checkBatchCalls(seen))] : []),
	];
}

function checkBatchCalls(seen: Seen): Verdict {
	const { batches } = seen;
	if (!batches.ok) return notOpen(batches.failure);
	return judged(rulesOf(seen, 'outbound'), checkBatchLine);
}

const DIRECTIONS = [
	{ direction: 'outbound', uses: ['outboundCalls', 'batchCalls'], name: 'Outbound' },
	{ direction: 'inbound', uses: ['inboundCalls'], name: 'Inbound' },
] as const;

function linesOf({ gateways, numbers }: Seen, direction: Direction): Settled<Lines> {
	const ofDirection = gateways[direction];
	if (!ofDirection.ok) return ofDirection;
	if (!numbers.ok) return numbers;
	return { ok: true, value: { direction, gateways: ofDirection.value, numbers: numbers.value } };
}

function rulesOf(seen: Seen, direction: Direction): Settled<Rules> {
	const { rules, agentIds } = seen;
	const lines = linesOf(seen, direction);
	if (!rules.ok) return rules;
	if (!lines.ok) return lines;
	const known = agentIds.ok ? { agentIds: agentIds.value } : {};
	return { ok: true, value: { ...lines.value, rules: rules.value, ...known } };
}

/** All of them, or the first that was not seen. */
function allSeen<T>(looks: ReadonlyArray<Settled<T>>): Settled<T[]> {
	const values: T[] = [];
	for (const look of looks) {
		if (!look.ok) return look;
		values.push(look.value);
	}
	return { ok: true, value: values };
}
