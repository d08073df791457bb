import { scenarioOf } from '../scenarios.mts';
import type { Fault, FaultOrder } from './faultOrder.mts';

/** What a fault order or a scenario number can be recognised by. */
export interface FaultTarget {
	method: string;
	path: string;
	/** The number or URI that the request dials; undefined when it dials nobody. */
	to: string | undefined;
}

export interface FaultDesk {
	order(order: FaultOrder): void;
	orders(): FaultOrder[];
	/** The fault that strikes this request, if any. Asking counts the request. */
	take(target: FaultTarget): Fault | undefined;
	clearOrders(): void;
	reset(): void;
}

interface OpenOrder {
	order: FaultOrder;
	seen: number;
	left: number;
}

export function createFaultDesk(): FaultDesk {
	let open: OpenOrder[] = [];
	const scenarioStrikes = new Map<string, number>();

	function takeOrdered(target: FaultTarget): Fault | undefined {
		const matching = open.filter(({ order }) => matches(order.on, target));
		for (const entry of matching) entry.seen += 1;
		// Orders for the same requests wait for each other: "429, then 500" is two orders.
		const due = matching.find((entry) => entry.seen >= (entry.order.on.nth ?? 1));
		if (!due) return undefined;
		due.left -= 1;
		if (due.left === 0) open = open.filter((entry) => entry !== due);
		return due.order.fault;
	}

	function takeScenario({ to }: FaultTarget): Fault | undefined {
		const scenario = to === undefined ? undefined : scenarioOf(to);
		if (!scenario?.fault) return undefined;
		const strikes = scenarioStrikes.get(scenario.number) ?? 0;
		if (strikes >= (scenario.faultTimes ?? Infinity)) return undefined;
		scenarioStrikes.set(scenario.number, strikes + 1);
		return scenario.fault;
	}

	return {
		order: (order) => void open.push({ order, seen: 0, left: order.times ?? 1 }),
		orders: () => open.map(({ order }) => order),
		take: (target) => takeOrdered(target) ?? takeScenario(target),
		clearOrders() {
			open = [];
		},
		reset() {
			open = [];
			scenarioStrikes.clear();
		},
	};
}

function matches(on: FaultOrder['on'], target: FaultTarget): boolean {
	return (
		(on.method === undefined || on.method.toUpperCase() === target.method) &&
		(on.path === undefined || matchesPath(on.path, target.path)) &&
		(on.to === undefined || on.to === target.to)
	);
}

function matchesPath(wanted: string, path: string): boolean {
	return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}
