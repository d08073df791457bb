import type { Fault } from '../../sandbox/index.mts';
import { SEED_RULE_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from './callingWorkflow.mts';
import type { FinishedRun, RunOrder, WorkflowRun } from './workflowEngine.mts';

/** The first number of the sandbox's account; it goes with the first rule. */
export const SEED_NUMBER_ID = '00000000-0000-4000-8000-000000000001';

const chosen = (value: string) => ({ __rl: true, mode: 'id', value });

/** A batch of whoever the items name. */
export const LAUNCH = {
	resource: 'batchCall',
	operation: 'launchFromItems',
	batchName: 'May reminders',
	phoneNumberId: chosen(SEED_NUMBER_ID),
	routingRuleId: chosen(SEED_RULE_ID),
	to: '={{ $json.to }}',
	rowKey: '={{ $json.id }}',
};

/** What of an order a test says; the rest launches a batch for the items. */
export interface LaunchOrder extends Partial<RunOrder> {
	options?: Record<string, unknown>;
	safety?: Record<string, unknown>;
}

/** Numbers of a range that is reserved for fiction, as items with an ID. */
export const people = (...lastDigits: number[]) =>
	lastDigits.map((last) => ({
		to: `+1202555${String(last).padStart(4, '0')}`,
		id: `person-${last}`,
	}));

/** A real n8n engine with the package, a sandbox that is as new before each test, and batches in it. */
export function useLaunchingWorkflow() {
	const calling = useCallingWorkflow();
	const { engine, sandbox, credential } = calling;
	const start = ({ options, safety, parameters, ...order }: LaunchOrder): WorkflowRun =>
		engine().run({
			credential: credential(),
			items: [],
			...order,
			parameters: {
				...LAUNCH,
				options: (options ?? {}) as never,
				safety: (safety ?? {}) as never,
				...parameters,
			},
		});
	const requests = (method: string, path: RegExp) =>
		sandbox()
			.journal()
			.filter((entry) => entry.method === method && path.test(entry.path));
	return {
		...calling,
		start,
		launch: async (order: LaunchOrder): Promise<FinishedRun> => await start(order).finished,
		requests,
		/** How often a batch was launched, or tried to be. */
		launches: () => requests('POST', /^\/v2\/batch-calls$/).length,
		/** A request to a path goes wrong, once. */
		failOnceAt: (method: string, path: string, fault: Fault) =>
			sandbox().addFault({ on: { method, path }, fault }),
		/** Lets the sandbox's clock run until all batches are over. */
		finishBatches: () => sandbox().clock.advance(3_600_000),
	};
}
