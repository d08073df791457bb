import { useCallingWorkflow } from './callingWorkflow.mts';
import type { RunOrder } from './workflowEngine.mts';

/** What a field with a picker holds when somebody has typed the ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The operations of one resource in a real n8n engine, on one item, and a sandbox that is as new before each test. */
export function useResourceOperations(resource: string) {
	const { sandbox, credential, engine } = useCallingWorkflow();

	const start = async (
		operation: string,
		parameters: RunOrder['parameters'] = {},
		items: RunOrder['items'] = [{}],
	) =>
		await engine().run({
			...{ credential: credential(), items },
			parameters: { resource, operation, ...parameters },
		}).finished;

	return {
		sandbox,
		credential,
		engine,
		/** The run, however it ends. */
		start,
		/** What comes out of it; fails when the operation does. */
		async run(operation: string, parameters: RunOrder['parameters'] = {}) {
			const { items, error } = await start(operation, parameters);
			if (error) throw new Error(`${error.message} ${error.description}`);
			return items.map(({ json }) => json);
		},
		/** The requests that came, each as its method and path. */
		requests: () =>
			sandbox()
				.journal()
				.map(({ method, path }) => `${method} ${path}`),
		/** Their methods alone. */
		methods: () =>
			sandbox()
				.journal()
				.map(({ method }) => method),
	};
}
