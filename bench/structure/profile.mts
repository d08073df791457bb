import { Session, type Profiler } from 'node:inspector/promises';

import { isOurs } from './coverage.mts';

const SAMPLE_EVERY_US = 100;

export interface Profile {
	/** Of the samples in or below the node's own code. */
	below: (functionName: string) => number;
	/** By their own time, the largest first: name, file and share. */
	top: Array<{ name: string; share: number }>;
}

/** Where the time goes below the functions of the checkout, as V8's sampling sees it. */
export async function profile(root: string, work: () => Promise<void>): Promise<Profile> {
	const session = new Session();
	session.connect();
	try {
		await session.post('Profiler.enable');
		await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
		await session.post('Profiler.start');
		await work();
		const { profile: taken } = await session.post('Profiler.stop');
		return read(root, taken);
	} finally {
		session.disconnect();
	}
}

interface Place {
	node: Profiler.ProfileNode;
	/** From the outermost. */
	names: string[];
	isBelowOurs: boolean;
}

function read(root: string, { nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Profile {
	const places = placesOf(root, nodes);
	const times = new Map<number, number>();
	samples.forEach((id, at) => times.set(id, (times.get(id) ?? 0) + (timeDeltas[at] ?? 0)));
	const ours = [...places.values()].filter(({ isBelowOurs }) => isBelowOurs);
	const timeOf = (chosen: Place[]) =>
		chosen.reduce((sum, { node }) => sum + (times.get(node.id) ?? 0), 0);
	const all = timeOf(ours) || 1;

	const own = new Map<string, number>();
	for (const place of ours) {
		const { functionName, url } = place.node.callFrame;
		const name = `${functionName || '(no name)'} ${shortened(root, url)}`;
		own.set(name, (own.get(name) ?? 0) + timeOf([place]) / all);
	}
	return {
		below: (name) => timeOf(ours.filter(({ names }) => names.includes(name))) / all,
		top: [...own].map(([name, share]) => ({ name, share })).sort((a, b) => b.share - a.share),
	};
}

function placesOf(root: string, nodes: Profiler.ProfileNode[]): Map<number, Place> {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const places = new Map<number, Place>();
	const enter = (node: Profiler.ProfileNode, above?: Place): void => {
		const { functionName, url } = node.callFrame;
		const names = [...(above?.names ?? []), functionName];
		const place = { node, names, isBelowOurs: (above?.isBelowOurs ?? false) || isOurs(root, url) };
		places.set(node.id, place);
		for (const child of node.children ?? []) {
			const below = byId.get(child);
			if (below) enter(below, place);
		}
	};
	// The first is the root of all stacks.
	if (nodes[0]) enter(nodes[0]);
	return places;
}

function shortened(root: string, url: string): string {
	if (url.startsWith(root)) return url.slice(root.length);
	return url.split('/node_modules/').at(-1) ?? url;
}
