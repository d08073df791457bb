import type { IExecuteFunctions } from 'n8n-workflow';
import { createApi, type Api } from '../../api/index.ts';
import { ItemResults } from '../../node/itemResults.ts';
import { FieldReader } from '../../node/readFields.ts';
import { isLoneToolCall } from '../../node/toolExecution.ts';
import { originOf, type Origin } from '../../once/correlationKey.ts';
import { DeduplicationStore } from '../../once/deduplicationStore.ts';
import { createLostExecutionCheck } from '../../once/lostExecution.ts';
import { OnceLedger } from '../../once/onceLedger.ts';
import { OUTBOUND_EXCEPTIONS, outboundFields } from '../fields/outboundFields.ts';
import type { OutboundParams } from '../fields/outboundParams.ts';
import { RunPolicy } from '../policy/runPolicy.ts';
import { CallRooms } from './callRooms.ts';

/** One run of the node that places calls: what all of its items share. */
export class CallRun {
	readonly context: IExecuteFunctions;
	/** Aborts when the user stops the workflow. */
	readonly signal: AbortSignal | undefined;
	readonly api: Api;
	readonly rooms: CallRooms;
	readonly runIndex: string;
	readonly results: ItemResults;
	readonly reader: FieldReader<OutboundParams>;
	readonly deduplicationStore: DeduplicationStore;
	/** Whether n8n has lost what this execution did before; see `createLostExecutionCheck`. */
	readonly isLost: () => Promise<boolean>;
	readonly ledger: OnceLedger;
	readonly policy: RunPolicy;
	/** An AI agent runs the node. */
	readonly isTool: boolean;
	/** What the node remembers ends with this one call of the tool. */
	readonly isLoneToolCall: boolean;
	readonly origin: Origin;

	constructor(context: IExecuteFunctions) {
		this.context = context;
		this.signal = context.getExecutionCancelSignal();
		this.api = createApi(context, this.signal);
		this.rooms = new CallRooms(this.api);
		this.runIndex = String(context.evaluateExpression('{{ $runIndex }}', 0));
		this.results = new ItemResults(context);
		this.reader = new FieldReader(context, outboundFields, OUTBOUND_EXCEPTIONS);
		this.deduplicationStore = new DeduplicationStore(context);
		// Made before the ledger: to open that leaves the trace which this looks for.
		this.isLost = createLostExecutionCheck(context, this.deduplicationStore);
		this.ledger = new OnceLedger(context.getContext('node'));
		this.isTool = this.results.isTool;
		this.isLoneToolCall = isLoneToolCall(context);
		this.origin = originOf(context);
		this.policy = new RunPolicy(this);
	}
}
