import { node20, node24, type NodeRuntime } from './nodeRuntime.mjs';

/** The lines of n8n that the package is tried in as a whole. */
export type N8nLine = '2.x' | '1.x';

interface WholeN8n {
	version: string;
	/** The Node that runs it. */
	node: () => Promise<NodeRuntime>;
	/** What it needs in its environment. */
	env: Record<string, string>;
}

export const WHOLE_N8N: Record<N8nLine, WholeN8n> = {
	'2.x': { version: '2.41.1', node: node24, env: {} },
	'1.x': {
		version: '1.123.81',
		node: node20,
		env: {
			// Its other engine for expressions is a native module, which would have to be built; without it
			// n8n ends at its start.
			N8N_EXPRESSION_ENGINE: 'legacy',
			// So it does over a name of a module that it does not have, as those that 2.x must do without.
			N8N_DISABLED_MODULES: '',
		},
	},
};

/** The variable of the environment that says which n8n the e2e tests start; 2.x where it says nothing. */
export const N8N_LINE = 'N8N_LINE';

export function chosenN8nLine(): N8nLine {
	const named = process.env[N8N_LINE] ?? '2.x';
	if (Object.hasOwn(WHOLE_N8N, named)) return named as N8nLine;
	const known = Object.keys(WHOLE_N8N).join(' or ');
	throw new Error(`${N8N_LINE} is "${named}". Write ${known}.`);
}
