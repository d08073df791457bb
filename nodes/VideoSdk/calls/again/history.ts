import type { IDataObject } from 'n8n-workflow';
import { fieldText } from '../../fields/fieldText.ts';
import type { LedgerEntry } from '../../once/ledgerEntry.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import type { DialPlan } from '../place/dialPlan.ts';
import type { SkippedByPolicy } from '../policy/skippedByPolicy.ts';
import { planOfTry } from './tries.ts';

/**
 * The history of an item, oldest first; a try of which nobody knows whether it was placed among them.
 *
 * @param tried its calls, the first one first
 * @param last what became of the last of them
 */
export function attemptsOf(
	ledger: OnceLedger,
	tried: readonly DialPlan[],
	last: IDataObject,
): IDataObject[] {
	const [first] = tried;
	const sent = Array.from({ length: tried.length + 1 }, (_, index) =>
		planOfTry(ledger, first, index + 1),
	);
	return sent.flatMap((plan, index) => {
		const entry = ledger.hasSent(plan.key) ? ledger.get(plan.key) : undefined;
		const told = index === tried.length - 1 ? last : entry?.followed;
		if (entry === undefined) return [];
		return [...(entry.leftOut ?? []), attemptOf(plan, entry, told)];
	});
}

function attemptOf(
	{ address }: DialPlan,
	{ answer, sentAt }: LedgerEntry,
	json: IDataObject = {},
): IDataObject {
	return {
		to: fieldText(json.to) || address,
		outcome: json.outcome ?? (answer === undefined ? 'unknown' : 'inProgress'),
		startedAt: json.startedAt ?? new Date(sentAt).toISOString(),
	};
}

/**
 * Takes note of the numbers of a person that were left out before a call, for the history.
 *
 * @param key of the call
 */
export function noteLeftOut(
	ledger: OnceLedger,
	key: string,
	numbers: ReadonlyMap<DialPlan, SkippedByPolicy>,
): void {
	if (numbers.size === 0) return;
	const leftOut = [...numbers].map(([{ address }, { calledLately }]) => {
		return { to: address, outcome: 'skipped', reason: calledLately };
	});
	ledger.update(key, { leftOut });
}
