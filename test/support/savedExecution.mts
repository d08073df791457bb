import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, IRunExecutionData } from 'n8n-workflow';
import type { NewCall, NewRoom, Sandbox } from '../../sandbox/index.mts';

const FOLDER = join(import.meta.dirname, '../integration/saved');

/**
 * What n8n has saved of an execution of an earlier version of the package, as it was found in n8n's
 * database: the ledger and all else that the node remembers. Made by that version, never written anew.
 */
export interface SavedExecution {
	/** Which version it was, and in which n8n. */
	madeBy: string;
	parameters: INode['parameters'];
	/** Whom it calls, one item each. */
	to: string[];
	/** The rooms that it had made. */
	rooms: NewRoom[];
	/** The calls that VideoSDK had placed for it, oldest first. */
	calls: NewCall[];
	/** The Deduplication Keys in n8n's store, as the node has written them. */
	keys?: string[];
	data: IRunExecutionData;
}

/** Names of fields that hold moments, in milliseconds since 1970. */
const MOMENTS = new Set(['sentAt', 'lastSentAt', 'answeredAt', 'until']);

/** What n8n has saved with a workflow for a trigger of an earlier version, and what it was told by then. */
export interface SavedTrigger {
	madeBy: string;
	parameters: INode['parameters'];
	staticData: IDataObject & { production: IDataObject };
	/** The bodies of the deliveries that it had taken. */
	deliveries: string[];
}

export const savedExecution = (name: string) => read(name) as SavedExecution;
export const savedTrigger = (name: string) => read(name) as SavedTrigger;

const read = (name: string): unknown =>
	JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

/**
 * The execution as if that version had run it a moment ago: the sandbox has its calls, and each phone has
 * rung for them. The moments are of now; nothing else changes.
 */
export function asIfJustRun(saved: SavedExecution, sandbox: Sandbox): SavedExecution {
	sandbox.addRooms(...saved.rooms);
	// When they were placed is of then: here, they are placed now.
	sandbox.addCalls(...saved.calls.map((call) => ({ ...call, placedAt: undefined })));
	const firstAt = Math.min(...momentsIn(saved.data).filter((at) => at > 0));
	const later = sandbox.clock.now() - firstAt;
	return JSON.parse(JSON.stringify(saved), (name, value: unknown) =>
		MOMENTS.has(name) && typeof value === 'number' && value > 0 ? value + later : value,
	) as SavedExecution;
}

function momentsIn(data: IRunExecutionData): number[] {
	const moments: number[] = [];
	JSON.stringify(data, (name, value: unknown) => {
		if (MOMENTS.has(name) && typeof value === 'number') moments.push(value);
		return value;
	});
	return moments;
}
