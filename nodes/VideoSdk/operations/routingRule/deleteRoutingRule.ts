import { advised } from '../../api/advised.ts';
import { anyRoutingRuleField } from '../../fields/routingRule.ts';
import { defineOperation } from '../defineOperation.ts';
import { NO_SUCH_RULE } from './getRoutingRule.ts';
import { routingRuleIdOf } from './ruleFields.ts';

/** Deletes a routing rule. One that is gone already is no error: the answer may have been lost. */
export const deleteRoutingRule = defineOperation({
	resource: 'routingRule',
	option: {
		name: 'Delete for Good',
		value: 'delete',
		action: 'Delete a routing rule for good',
		description: 'Delete a routing rule. This cannot be undone.',
	},
	fields: [anyRoutingRuleField],
	plan: ({ routingRuleId }) => routingRuleIdOf(routingRuleId),
	run: async ({ api }, ruleId) => {
		const removing = api.routingRules.remove(ruleId);
		return { ruleId, deleted: await advised({ 'Routing Rule': ruleId }, NO_SUCH_RULE, removing) };
	},
});
