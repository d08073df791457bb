import type { IDataObject } from 'n8n-workflow';
import type { CallItem } from '../../../videosdk/call.ts';

/** A call that the trigger has not told yet. Moments in milliseconds since 1970, by our clock. */
export interface OpenCall {
	callId: string;
	/** By VideoSDK's clock. */
	startedAt: number;
	/** When it was first seen to be over. */
	overSince?: number;
	/** Nobody answered. */
	isUnanswered?: boolean;
	/** When it was asked for last. */
	lookedAt?: number;
}

/**
 * What n8n keeps with the workflow for the trigger. n8n notices a change only when a whole value is
 * replaced. These names are stored: never rename them.
 */
export interface RecordingTriggerData extends IDataObject {
	/** Calls that began before are none of the trigger's. */
	since?: number;
	/** When the call list was read last. */
	listedAt?: number;
	/** JSON of `OpenCall[]`: n8n would watch each object in it. */
	open?: string;
	/** JSON of the calls that were told: when each began, by its ID. */
	told?: string;
}

const HOUR_MS = 60 * 60 * 1000;
/** How much further back the list is read than it was last time: clocks differ, and a call may be listed late. */
const MARGIN_MS = 10 * 60 * 1000;
/** After n8n was down for longer, older calls are not told any more. */
const MOST_MISSED_MS = 24 * HOUR_MS;
/** A call that still goes on after that is not waited for any more. */
const LONGEST_CALL_MS = 24 * HOUR_MS;
/** Nor is one that is over for so long: VideoSDK does not tell of it, long after every limit. */
const LONGEST_OVER_MS = 48 * HOUR_MS;

/** The calls that are waited for, between one look and the next. */
export class OpenCalls {
	readonly #open: Map<string, OpenCall>;
	readonly #told: Map<string, number>;
	readonly #data: RecordingTriggerData;
	readonly #now: number;
	readonly #isFirstLook: boolean;

	constructor(data: RecordingTriggerData, now: number) {
		this.#data = data;
		this.#now = now;
		this.#isFirstLook = data.since === undefined;
		const open = parsed<OpenCall[]>(data.open) ?? [];
		this.#open = new Map(open.map((call) => [call.callId, call]));
		this.#told = new Map(Object.entries(parsed<Record<string, number>>(data.told) ?? {}));
	}

	/** From when on the call list has to be read. */
	get listFrom(): number {
		const { listedAt = this.#now } = this.#data;
		return Math.max(listedAt - MARGIN_MS, this.#now - MOST_MISSED_MS);
	}

	/** Takes a call that passes the filters, as VideoSDK describes it now. */
	note(item: CallItem, isOver: boolean): void {
		const { callId } = item;
		if (callId === undefined || this.#told.has(callId)) return;
		const known = this.#open.get(callId);
		const startedAt = known?.startedAt ?? Date.parse(item.startedAt ?? '');
		if (!known && !this.#isOfTrigger(startedAt)) return;
		this.#open.set(callId, {
			callId,
			startedAt: Number.isNaN(startedAt) ? this.#now : startedAt,
			...(isOver && { overSince: known?.overSince ?? this.#now }),
			isUnanswered: isUnanswered(item),
			lookedAt: known?.lookedAt,
		});
	}

	/** Those that still went on when they were seen last, the longest not asked for first. */
	goingOn(): OpenCall[] {
		return this.#byAge(({ overSince }) => overSince === undefined);
	}

	/** Those that are over and wait for their recording, the longest not asked for first. */
	waiting(): OpenCall[] {
		return this.#byAge(({ overSince }) => overSince !== undefined);
	}

	looked(call: OpenCall): void {
		this.#open.set(call.callId, { ...call, lookedAt: this.#now });
	}

	/** The call was told, or is known no more. */
	close({ callId, startedAt }: OpenCall): void {
		this.#open.delete(callId);
		this.#told.set(callId, startedAt);
	}

	/** Hands n8n what it has to keep. */
	save(): void {
		const open = [...this.#open.values()].filter(({ startedAt, overSince }) =>
			overSince === undefined
				? this.#now - startedAt < LONGEST_CALL_MS
				: this.#now - overSince < LONGEST_OVER_MS,
		);
		// Those that began before the next list does are not listed any more.
		const told = [...this.#told].filter(([, startedAt]) => startedAt > this.#now - 2 * MARGIN_MS);
		this.#data.since ??= this.#now;
		this.#data.listedAt = this.#now;
		this.#data.open = JSON.stringify(open);
		this.#data.told = JSON.stringify(Object.fromEntries(told));
	}

	#byAge(isWanted: (call: OpenCall) => boolean): OpenCall[] {
		return [...this.#open.values()]
			.filter(isWanted)
			.sort((one, other) => (one.lookedAt ?? 0) - (other.lookedAt ?? 0));
	}

	#isOfTrigger(startedAt: number): boolean {
		return !this.#isFirstLook && !(startedAt < (this.#data.since ?? 0));
	}
}

/** Whether nobody was spoken to, as far as VideoSDK tells. */
export function isUnanswered({ outcome }: CallItem): boolean {
	return outcome !== undefined && outcome !== 'answered' && outcome !== 'inProgress';
}

function parsed<T>(json: string | undefined): T | undefined {
	return json === undefined ? undefined : (JSON.parse(json) as T);
}
