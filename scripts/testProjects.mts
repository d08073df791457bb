/** The parts that the tests are run in, as vitest shows them beside each file. */
export const PROJECTS = {
	fast: 'fast',
	on2x: 'n8n 2.x',
	faultsOn2x: 'faults on n8n 2.x',
	on1x: 'n8n 1.x',
	faultsOn1x: 'faults on n8n 1.x',
	e2e: 'real n8n',
	e2eOn1x: 'real n8n 1.x',
} as const;

/** The variable of the environment that says where the engine of n8n 1.x is installed. */
export const N8N_CORE_FOLDER_OF_1X = 'N8N_CORE_FOLDER_OF_1X';
