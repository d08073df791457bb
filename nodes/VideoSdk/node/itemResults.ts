import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';
import { answerAgent } from './agentAnswer.ts';
import { toErrorItem, toNodeError } from './nodeError.ts';
import { isToolExecution } from './toolExecution.ts';
import { withBeside } from './withBeside.ts';

/** One item with files beside its fields. */
export class FileItem {
	readonly json: IDataObject;
	readonly binary: IBinaryKeyData;

	constructor(json: IDataObject, binary: IBinaryKeyData) {
		this.json = json;
		this.binary = binary;
	}
}

/** What an item became: one item or, of a list, several. */
export type Answer = IDataObject | IDataObject[];

/** How a node's items are spoken of when one of them stops the workflow. */
export interface Summary {
	/**
	 * Whether something was placed for an item that has an answer, which a retry of the execution does not
	 * place again. Without it, items have succeeded, and a retry runs them again.
	 */
	wasPlaced?(item: number): boolean;
	/** What an AI agent is told of an item; without it, all. */
	forAgent?(json: IDataObject): IDataObject;
}

/** What becomes of the items of one run of the node, by their index in the input. */
export class ItemResults {
	readonly answers = new Map<number, Answer>();
	readonly failures = new Map<number, Failure>();
	/** What comes out behind the fields of an item; see `withBeside`. */
	readonly beside = new Map<number, IDataObject>();
	/** The files of items that have some. */
	readonly files = new Map<number, IBinaryKeyData>();
	/** An AI agent runs the node. */
	readonly isTool: boolean;
	/** The workflow goes on when an item fails, and is given an item that says so. */
	readonly continuesOnFail: boolean;
	readonly count: number;
	readonly #context: IExecuteFunctions;

	constructor(context: IExecuteFunctions) {
		this.#context = context;
		this.isTool = isToolExecution(context);
		this.continuesOnFail = context.continueOnFail() && !this.isTool;
		this.count = context.getInputData().length;
	}

	/** One item that cannot be run keeps all others from being run, unless the workflow goes on. */
	get mayRun(): boolean {
		return this.failures.size === 0 || this.continuesOnFail;
	}

	/** Each failed item as it comes out where the workflow goes on. */
	errorItems(): Map<number, IDataObject> {
		const node = this.#context.getNode();
		const toJson = ([item, failure]: [number, Failure]): [number, IDataObject] => [
			item,
			toErrorItem(node, failure, item, this.beside.get(item)).json,
		];
		return new Map([...this.failures].map(toJson));
	}

	/** What comes out of each item so far, failed ones as where the workflow goes on. */
	jsons(): IDataObject[] {
		const failed = this.errorItems();
		return Array.from({ length: this.count }, (_, item) => {
			const [answer = {}] = [this.answers.get(item) ?? {}].flat();
			return failed.get(item) ?? this.withBeside(item, answer);
		});
	}

	/** The json of an item as it comes out. */
	withBeside(item: number, json: IDataObject): IDataObject {
		return withBeside(json, this.beside.get(item));
	}

	/**
	 * The items that come out, each paired with the one that it was made of.
	 *
	 * @throws NodeApiError or NodeOperationError of the first failed item, where the workflow does not go on
	 */
	toOutput(summary: Summary = {}): INodeExecutionData[][] {
		const node = this.#context.getNode();
		const failed = Math.min(...this.failures.keys());
		const failure = this.failures.get(failed);
		if (failure && this.isTool) return [[answerAgent(this.#context, failure)]];
		if (failure && !this.continuesOnFail) throw this.#toError(failure, failed, summary);
		const { forAgent = (json) => json } = summary;
		const output: INodeExecutionData[] = [];
		for (let item = 0; item < this.count; item++) {
			const own = this.failures.get(item);
			if (own) output.push(toErrorItem(node, own, item, this.beside.get(item)));
			else {
				const files = this.files.get(item);
				for (const json of [this.answers.get(item) ?? []].flat()) {
					const shown = this.isTool ? forAgent(json) : this.withBeside(item, json);
					output.push({ json: shown, ...(files && { binary: files }), pairedItem: { item } });
				}
			}
		}
		return [output];
	}

	#toError(failure: Failure, item: number, { wasPlaced }: Summary): Error {
		const done = new Map([...this.answers].filter(([one]) => wasPlaced?.(one) ?? true));
		return toNodeError(this.#context.getNode(), failure, item, {
			...{ items: this.count, done, isPlaced: wasPlaced !== undefined },
			...{
				failed: [...this.failures.keys()].sort((one, other) => one - other),
				skipped: this.answers.size - done.size,
			},
		});
	}
}
