import type { IExecuteFunctions } from 'n8n-workflow';
import { text } from '../../../../videosdk/wire.ts';
import { fine, unclear, type Verdict } from './setUpRow.ts';

const BY_A_WORKER =
	'Run this once in a published workflow, such as by a Schedule Trigger: then a worker looks at its own address.';

/** n8n tells a node of its own settings only where its environment may be read. */
export function checkQueueMode(context: IExecuteFunctions): Verdict {
	// Where that which every process has can be read, what is not there is not set.
	const isReadable = settingOf(context, 'PATH') !== undefined;
	const mode = settingOf(context, 'EXECUTIONS_MODE') ?? (isReadable ? 'regular' : undefined);
	const isByHand = context.getMode() === 'manual';
	if (mode === undefined) {
		return unclear(
			'n8n does not tell its nodes whether it is in queue mode',
			`If it is not, there is nothing to do. If it is: ${BY_A_WORKER}`,
		);
	}
	if (mode !== 'queue') return fine('n8n is not in queue mode');
	if (!isByHand) return fine('n8n is in queue mode, and this ran in a published workflow');
	return unclear('n8n is in queue mode, and this was run by hand', BY_A_WORKER);
}

function settingOf(context: IExecuteFunctions, name: string): string | undefined {
	try {
		return text(context.evaluateExpression(`{{ $env.${name} }}`, 0));
	} catch {
		return undefined;
	}
}
