import { searchNamed } from './fillList.ts';

/** Fills the list of voice agents: those that are deployed in VideoSDK's cloud; the API searches their names. */
export const searchAgents = searchNamed({
	page: async (api, order) => await api.agents.page(order),
	// A deployment has an ID of its own, by which no agent is sent anywhere.
	idKeys: ['agentId'],
	none: {
		message: "There are no voice agents in VideoSDK's cloud on this account yet",
		hint: 'Deploy one in the VideoSDK dashboard under AI Agents and open this list again. An agent on a server of your own is chosen "By ID".',
	},
});
