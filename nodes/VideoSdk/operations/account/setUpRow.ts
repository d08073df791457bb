import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../../errors/failure.ts';
import type { Settled } from '../../errors/failureOf.ts';
import { withoutCalls } from '../../trigger/withoutCalls.ts';

/** What came of one check. Its name is what workflows may look for: it never changes. */
export interface SetUpRow extends IDataObject {
	check: string;
	/** Null where nobody can tell from here. */
	ok: boolean | null;
	/** What was seen. */
	found: string;
	/** Empty when nothing is wrong. */
	problem: string;
	howToMend: string;
}

/** What a check says, without its name. */
export type Verdict = Pick<SetUpRow, 'ok' | 'found' | 'problem' | 'howToMend'>;

export function row(check: string, verdict: Verdict): SetUpRow {
	return { check, ...verdict };
}

export function fine(found: string): Verdict {
	return { ok: true, found, problem: '', howToMend: '' };
}

export function wrong(problem: string, howToMend: string, found = ''): Verdict {
	return { ok: false, found, problem, howToMend };
}

export function unclear(problem: string, howToMend: string, found = ''): Verdict {
	return { ok: null, found, problem, howToMend };
}

/** What the first rows name. */
const NAMED_BEFORE: ReadonlySet<Failure['facts']['code']> = new Set([
	...(['unauthorized', 'invalidInput', 'notReached', 'notTrusted'] as const),
	...(['proxyRefused', 'redirected'] as const),
]);

/** What VideoSDK did not answer cannot be judged. */
export function notSeen({ facts }: Failure): Verdict {
	return unclear(`It could not be looked at: ${facts.message}`, adviceOnUnseen(facts));
}

function adviceOnUnseen({ code, httpStatus, hint }: Failure['facts']): string {
	if (NAMED_BEFORE.has(code)) return 'Mend what the rows before this one say, then run this again.';
	if (httpStatus === 402 || httpStatus === 403) {
		return 'Mend what the row "Telephony" says. If it is in order, ask VideoSDK what this account and API key may do.';
	}
	return withoutCalls(hint);
}

/** What was seen is judged; what was not seen cannot be. */
export function judged<T>(look: Settled<T>, judge: (value: T) => Verdict): Verdict {
	return look.ok ? judge(look.value) : notSeen(look.failure);
}

/** What a failure says that is itself what the check asks for. */
export function wrongBy({ facts }: Failure): Verdict {
	return wrong(facts.message, withoutCalls(facts.hint));
}

/** `1 gateway`, `2 gateways`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** How many of a list are named: an account may have thousands. */
const MOST_NAMED = 5;

/** `a, b and 3 more`. */
export function named(names: readonly string[]): string {
	const shown = names.slice(0, MOST_NAMED).join(', ');
	const others = names.length - MOST_NAMED;
	return others > 0 ? `${shown} and ${others} more` : shown;
}
