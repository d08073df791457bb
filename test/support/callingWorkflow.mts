import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../../sandbox/index.mts';
import {
	loadWorkflowEngine,
	type FinishedRun,
	type RunOrder,
	type WorkflowEngine,
	type WorkflowRun,
} from './workflowEngine.mts';

/** What of an order a test says; the rest is a call through the sandbox's trunk. */
export interface CallOrder extends Partial<Omit<RunOrder, 'items'>> {
	/** Whom to call, one item each. */
	to: string[];
	options?: Record<string, unknown>;
}

/** Numbers of a range that is never given to anybody. */
export const numbers = (count: number) =>
	Array.from({ length: count }, (_, index) => `+479000${String(index + 1).padStart(4, '0')}`);

/** The parameters of a call through the sandbox's trunk, to the number that the item names. */
export const THROUGH_TRUNK = {
	callThrough: 'trunk',
	to: '={{ $json.to }}',
	from: '+11234567890',
	displayName: 'John Doe',
	meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
	trunkId: 'trunk_987654321',
	participantId: '',
};

/** A real n8n engine with the package, and a sandbox that is as new before each test. */
export function useCallingWorkflow() {
	let engine: WorkflowEngine;
	let sandbox: Sandbox;
	beforeAll(async () => {
		[engine, sandbox] = await Promise.all([loadWorkflowEngine(), startSandbox()]);
	});
	beforeEach(() => {
		sandbox.reset();
		engine.forgetKeys();
	});
	afterAll(async () => await sandbox.close());

	const credential = () => ({
		apiKey: sandbox.apiKey,
		apiSecret: sandbox.apiSecret,
		baseUrl: sandbox.url,
	});
	const start = ({ to, options, parameters, ...order }: CallOrder): WorkflowRun =>
		engine.run({
			credential: credential(),
			items: to.map((number) => ({ to: number })),
			...order,
			parameters: { ...THROUGH_TRUNK, options: (options ?? {}) as never, ...parameters },
		});

	return {
		engine: () => engine,
		sandbox: () => sandbox,
		credential,
		start,
		call: async (order: CallOrder): Promise<FinishedRun> => await start(order).finished,
		/** The request that dials this number goes wrong, once. */
		failOnce: (to: string, fault: Fault) =>
			sandbox.addFault({ on: { path: '/v2/sip/outbound-call', to }, fault }),
	};
}

/** Which item each output item came from. */
export const origins = ({ items }: FinishedRun) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);

/** Every number of the list with the times it rang. */
export const ringsOfEach = (sandbox: Sandbox, to: string[]) =>
	to.map((number) => sandbox.ringsOf(number));
