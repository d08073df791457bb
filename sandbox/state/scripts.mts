import { scenarioOf } from '../scenarios.mts';
import type { Scenario } from '../scenarios.mts';
import type { CallStore } from './callStore.mts';

/** By number: like which scenario's number the next call goes, after so many rings. */
export type Scripts = Map<string, (rings: number) => string | undefined>;

/** How the next call to a number goes. */
export function scenarioOfNext(
	{ calls, scripts }: { calls: Pick<CallStore, 'ringsOf'>; scripts: Scripts },
	to: string,
): Scenario | undefined {
	return scenarioOf(scripts.get(to)?.(calls.ringsOf(to)) ?? to);
}
