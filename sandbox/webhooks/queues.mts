/** Jobs of one name are done one after the other, in the order in which they came. */
export interface Queues {
	/** The job must not fail. */
	add(name: string, job: () => Promise<void>): void;
	/** Waits until nothing is left to do. */
	settled(): Promise<void>;
}

export function createQueues(): Queues {
	const last = new Map<string, Promise<void>>();
	return {
		add(name, job) {
			const done = (last.get(name) ?? Promise.resolve()).then(job);
			last.set(name, done);
			void done.then(() => {
				if (last.get(name) === done) last.delete(name);
			});
		},
		async settled() {
			while (last.size > 0) await Promise.all(last.values());
		},
	};
}
