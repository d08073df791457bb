import { toRuleItem } from '../../../../videosdk/routingRule.ts';
import { advised } from '../../api/advised.ts';
import { anyRoutingRuleField } from '../../fields/routingRule.ts';
import { defineOperation } from '../defineOperation.ts';
import { routingRuleIdOf } from './ruleFields.ts';

export const NO_SUCH_RULE =
	'Check the Routing Rule of this item, and that the credential is of the account that it belongs to.';

/** Tells how a routing rule is set up, without its PIN. */
export const getRoutingRule = defineOperation({
	resource: 'routingRule',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a routing rule',
		description: 'Look up a routing rule',
	},
	fields: [anyRoutingRuleField],
	plan: ({ routingRuleId }) => routingRuleIdOf(routingRuleId),
	run: async ({ api }, ruleId) => {
		const reading = api.routingRules.read(ruleId);
		return toRuleItem(await advised({ 'Routing Rule': ruleId }, NO_SUCH_RULE, reading));
	},
});
