import type { INodeParameters } from 'n8n-workflow';

import { allRules, THROUGH_GATEWAY } from '../calls.mts';

const LISTED = 10_000;

/** Those that both have, but for Not Again Within: in so long a list of calls it cannot be kept. */
const { callingWindow: _, outsideWindow: __, notAgainWithin: ___, ...rules } = allRules(LISTED);

const LAUNCH: INodeParameters = {
	resource: 'batchCall',
	operation: 'launchFromItems',
	batchName: 'Benchmark',
	phoneNumberId: { __rl: true, mode: 'id', value: 'number-1' },
	routingRuleId: { __rl: true, mode: 'id', value: 'rule-1' },
	to: '={{ $json.to }}',
	rowKey: '={{ $json.id }}',
	agentVariables: {
		variable: [
			{ name: 'first_name', value: '={{ $json.name }}' },
			{ name: 'note', value: '={{ $json.note }}' },
		],
	},
};

/** The same list, called by this n8n one by one, and handed over to VideoSDK. */
export const BATCH_MODES = {
	'single calls': THROUGH_GATEWAY,
	'a batch': LAUNCH,
	'single calls, all rules': { ...THROUGH_GATEWAY, safety: rules },
	'a batch, all rules': { ...LAUNCH, safety: rules },
} satisfies Record<string, INodeParameters>;

export type BatchMode = keyof typeof BATCH_MODES;

/** What a list cost: milliseconds of CPU, and bytes of the heap and of buffers at most, garbage among them. */
export interface ListCost {
	cpuMs: number;
	peakBytes: number;
}
