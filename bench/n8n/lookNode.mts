// Looks at the process of n8n before and after the node that is measured. It is written into n8n's
// folder and is no part of the package. n8n runs with --expose-gc.
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

export interface Look {
	/** How much more of the heap is held than at the look before, once all is swept up that nobody holds. */
	keptBytes: number;
	/** For how long n8n's event loop could do nothing else, at most, since the look before; in ms of CPU. */
	longestHoldMs: number;
}

const SWEEPS = 2;

export class BenchLook implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench Look',
		name: 'benchLook',
		group: ['output'],
		version: 1,
		description: 'Looks at memory, and at what holds the event loop from here to the next look',
		defaults: { name: 'Bench Look' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Is Last', name: 'isLast', type: 'boolean', default: false }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const longestHoldMs = watch.stop();
		for (let sweep = 0; sweep < SWEEPS; sweep++) {
			globalThis.gc?.();
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		const { heapUsed, external } = process.memoryUsage();
		const held = heapUsed + external;
		if (this.getNodeParameter('isLast', 0) === true) {
			return [[{ json: { keptBytes: held - watch.heldBytes, longestHoldMs } }]];
		}
		watch.heldBytes = held;
		watch.start();
		return [this.getInputData()];
	}
}

/** A timer that wants to run all the time: what it cannot do so for was held by something else. */
const watch = {
	timer: undefined as NodeJS.Timeout | undefined,
	longestMs: 0,
	heldBytes: 0,

	start(): void {
		const cpuMs = () => {
			const { user, system } = process.threadCpuUsage();
			return (user + system) / 1000;
		};
		let before = cpuMs();
		this.longestMs = 0;
		this.timer = setInterval(() => {
			const now = cpuMs();
			this.longestMs = Math.max(this.longestMs, now - before);
			before = now;
		}, 1);
	},

	stop(): number {
		clearInterval(this.timer);
		return this.longestMs;
	},
};
