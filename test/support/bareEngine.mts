// What n8n's engine is given where there is no n8n around it.
import type { IExecuteData, INode } from 'n8n-workflow';

/** The data of an execution that begins with these nodes. */
export function emptyRunData(nodeExecutionStack: IExecuteData[]) {
	return {
		version: 1,
		startData: {},
		resultData: { runData: {} },
		executionData: {
			contextData: {},
			nodeExecutionStack,
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	};
}

interface DeduplicationService {
	init(deduplicator: object): Promise<void>;
}

/**
 * n8n keeps the keys of nodes in its database; without one, here is what n8n-core asks of it.
 *
 * @returns the keys, each behind the ID of its node
 */
export async function keepKeysInMemory(service: DeduplicationService): Promise<Set<string>> {
	const taken = new Set<string>();
	const ownKey = (key: string, { node }: { node: INode }) => `${node.id} ${key}`;
	const deduplicator = {
		checkProcessedAndRecord: async (keys: string[], _scope: string, owner: { node: INode }) => {
			const processed = keys.filter((key) => taken.has(ownKey(key, owner)));
			for (const key of keys) taken.add(ownKey(key, owner));
			return { new: keys.filter((key) => !processed.includes(key)), processed };
		},
		removeProcessed: async (keys: string[], _scope: string, owner: { node: INode }) => {
			for (const key of keys) taken.delete(ownKey(key, owner));
		},
	};
	await service.init(deduplicator);
	return taken;
}
