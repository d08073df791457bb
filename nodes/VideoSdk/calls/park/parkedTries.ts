import { randomBytes } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { fingerprint } from '../../once/fingerprint.ts';
import { sleep } from '../../time/sleep.ts';
import { GRACE_MS, resumeUrlOf, TOKEN_BYTES } from './parkExecution.ts';
import { keepParked, PARKING_OPERATION, replaceInput, type ParkedState } from './parkedState.ts';
import { askParked, GONE_ON } from './selfPoll.ts';

/** n8n's answer for an execution that is running: whoever gets it has reached n8n. */
const STILL_RUNNING = 409;
/** The receiver is another process of n8n, and does not have what is to be handed over. */
const SEND_IT = 202;
/** n8n saves an execution within this; until then it says that it is running. */
const SAVED_WITHIN_MS = 10_000;
const ASK_AGAIN_MS = 1000;
const DELIVER_AGAIN_MS = 5000;
/** How often n8n is asked in vain before it is given up. */
const MOST_ASKED = 30;

interface Run {
	context: IExecuteFunctions;
	runIndex: string;
}

/** What is handed over within this process, by the tokens of executions. */
const handedOver = new Map<string, readonly IDataObject[]>();

/** What a process has handed over for a parked execution; undefined when it was another one. */
export const handedOverFor = (token: string) => handedOver.get(token);

/**
 * An execution that is parked while the process that began it goes on for it. What this process learns
 * n8n does not save: so it asks n8n whether the execution still waits before it does anything, and when
 * the process ends, the execution goes on at its limit with what was known when it was parked.
 */
export class ParkedTries {
	readonly #state: ParkedState;
	/** Whoever reads the execution must not be able to hand over something else. */
	readonly #secret: string;
	readonly #parkedAt = Date.now();

	private constructor(state: ParkedState, secret: string) {
		this.#state = state;
		this.#secret = secret;
	}

	/**
	 * Parks the execution.
	 *
	 * @param outputs what comes out of each item if this process ends
	 * @param until when it goes on in any case, in milliseconds since 1970
	 * @returns `refused`: why it is not parked
	 */
	static async park(
		{ context, runIndex }: Run,
		outputs: IDataObject[],
		until: number,
	): Promise<ParkedTries | { refused: string }> {
		const resumeUrl = resumeUrlOf(context);
		const token = randomBytes(TOKEN_BYTES).toString('hex');
		// What comes about while it is parked could not be handed over to an n8n that is not reached.
		if ((await askParked({ resumeUrl, token })) !== STILL_RUNNING) {
			return { refused: 'n8n cannot be reached from inside at its public address' };
		}
		const secret = randomBytes(TOKEN_BYTES).toString('hex');
		const input = context.getInputData();
		const state: ParkedState = {
			...{ token, runIndex, operation: PARKING_OPERATION, until, resumeUrl },
			registration: '',
			tries: fingerprint(secret),
			items: outputs.map((json) => ({ json })),
			inputs: input.map(({ json }) => json),
		};
		keepParked(context.getContext('node'), state);
		replaceInput(input, outputs);
		await context.putExecutionToWait(new Date(until + GRACE_MS));
		return new ParkedTries(state, secret);
	}

	/** Whether it still waits: it may have been stopped, and n8n may not be there to say so. */
	async isWaiting(): Promise<boolean> {
		for (let asked = 0; asked < MOST_ASKED; asked++) {
			const status = await askParked(this.#state);
			if (status === 200) return true;
			if (this.#isGone(status)) return false;
			await sleep(ASK_AGAIN_MS);
		}
		return false;
	}

	/** Has the execution go on with these items. */
	async handOver(outputs: readonly IDataObject[]): Promise<void> {
		const { token, until } = this.#state;
		handedOver.set(token, outputs);
		try {
			let body: IDataObject = { isOver: true };
			while (Date.now() < until + GRACE_MS) {
				const status = await askParked(this.#state, body);
				if (status === 200 || this.#isGone(status)) return;
				if (status === SEND_IT)
					body = { isOver: true, secret: this.#secret, outputs: [...outputs] };
				else await sleep(DELIVER_AGAIN_MS);
			}
		} finally {
			handedOver.delete(token);
		}
	}

	/** n8n says of an execution that it has not saved yet what it says of one that has gone on. */
	#isGone(status: number | undefined): boolean {
		const isSaved = Date.now() > this.#parkedAt + SAVED_WITHIN_MS;
		return isSaved && status !== undefined && GONE_ON.has(status);
	}
}
