import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { createApi, type Api } from '../../api/index.ts';
import { ItemResults } from '../../node/itemResults.ts';
import { FieldReader } from '../../node/readFields.ts';
import { originOf, type Origin } from '../../once/correlationKey.ts';
import { DeduplicationStore } from '../../once/deduplicationStore.ts';
import { createLostExecutionCheck } from '../../once/lostExecution.ts';
import { OnceLedger } from '../../once/onceLedger.ts';
import { LAUNCH_EXCEPTIONS, launchFields } from '../fields/launchFields.ts';
import type { LaunchParams } from '../fields/launchParams.ts';

/** One run of the node that launches batches: what all of its items share. */
export class LaunchRun<Params = LaunchParams> {
	readonly context: IExecuteFunctions;
	/** Aborts when the user stops the workflow. */
	readonly signal: AbortSignal | undefined;
	readonly api: Api;
	readonly runIndex: string;
	readonly results: ItemResults;
	readonly reader: FieldReader<Params>;
	readonly deduplicationStore: DeduplicationStore;
	/** Whether n8n has lost what this execution did before; see `createLostExecutionCheck`. */
	readonly isLost: () => Promise<boolean>;
	readonly ledger: OnceLedger;
	readonly origin: Origin;

	constructor(
		context: IExecuteFunctions,
		fields: readonly INodeProperties[] = launchFields,
		exceptions = LAUNCH_EXCEPTIONS,
	) {
		this.context = context;
		this.signal = context.getExecutionCancelSignal();
		this.api = createApi(context, this.signal);
		this.runIndex = String(context.evaluateExpression('{{ $runIndex }}', 0));
		this.results = new ItemResults(context);
		this.reader = new FieldReader(context, fields, exceptions);
		this.deduplicationStore = new DeduplicationStore(context);
		// Made before the ledger: to open that leaves the trace which this looks for.
		this.isLost = createLostExecutionCheck(context, this.deduplicationStore);
		this.ledger = new OnceLedger(context.getContext('node'));
		this.origin = originOf(context);
	}
}
