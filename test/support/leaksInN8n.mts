import { readFile } from 'node:fs/promises';
import { leaksIn } from './leaks.mts';
import type { N8nApi } from './n8nApi.mts';

/** The newest; a flood of executions shows by some of them whether it gives anything away. */
const MOST_EXECUTIONS = 100;
/** n8n's own log speaks of such headers, without their values. */
const NOT_IN_LOG = /authorization/i;

/** What n8n has saved of its executions and written into its log that it should not have. */
export async function leaksInN8n(
	api: N8nApi,
	logFile: string,
	apiSecrets: readonly string[],
): Promise<string[]> {
	const { results } = await api.call<{ results: Array<{ id: string }> }>(
		'GET',
		`/executions?filter=%7B%7D&limit=${MOST_EXECUTIONS}`,
	);
	const saved: string[] = [];
	for (const { id } of results) {
		const execution = await api.call<{ data?: unknown }>('GET', `/executions/${id}`);
		saved.push(String(execution.data));
	}
	const log = await readFile(logFile, 'utf8');
	console.log(`${saved.length} saved executions and a log searched for secrets`);
	return apiSecrets.flatMap((apiSecret) => [
		...saved.flatMap((text) => leaksIn(text, apiSecret)),
		...leaksIn(log, apiSecret).filter((found) => !NOT_IN_LOG.test(found)),
	]);
}
