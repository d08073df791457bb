import type { INodeParameters } from 'n8n-workflow';

import { allRules, THROUGH_GATEWAY, THROUGH_TRUNK } from '../calls.mts';

const LISTED = 10_000;

/** Ways to place a list of calls, whose cost may grow each in its own way. */
export const GROWING_MODES = {
	trunk: THROUGH_TRUNK,
	gateway: THROUGH_GATEWAY,
	'all rules': { ...THROUGH_GATEWAY, safety: allRules(LISTED) },
	keys: { ...THROUGH_GATEWAY, options: { deduplicationKey: '={{ $json.key }}' } },
} satisfies Record<string, INodeParameters>;

export type GrowingMode = keyof typeof GROWING_MODES;
