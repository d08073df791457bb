import {
	SEED_AGENT_ID,
	SEED_GATEWAY_ID,
	SEED_NUMBER,
	SEED_RULE_ID,
	startSandbox,
	type Sandbox,
} from '../../sandbox/index.mts';
import { numbers, ringsOfEach, THROUGH_TRUNK } from './callingWorkflow.mts';
import type { Ending, FaultRow } from './faultTable.mts';
import { leaksIn } from './leaks.mts';
import type { TroubledNetwork } from './troubledNetwork.mts';
import type { FinishedRun, WorkflowEngine } from './workflowEngine.mts';

/** One way to run into a fault. */
export interface Cell {
	row: FaultRow;
	through: 'trunk' | 'gateway' | 'routingRule';
	/** Something else than the plain call. */
	way?: Way;
	/** A list of one, or of five; the fault strikes the third. */
	people: 'alone' | 'inList';
	retryOnFail: boolean;
	onError: 'stop' | 'continue';
}

/** What is tried with each fault once: for one person, with Retry On Fail. */
export interface Way {
	name: string;
	through: Cell['through'];
	parameters: Record<string, string | number>;
	/** What the fault strikes; the request that places the call when left out. */
	strikes?: { method: string; path: string };
	/** Until the call is over, which takes ten seconds in which nothing is to be done. */
	waits?: true;
	/** The first call is turned down, and the person is called again: the fault strikes that second call. */
	triesAgain?: true;
}

/** What came of it. */
export interface CellResult {
	cell: Cell;
	ending: Ending;
	status: string;
	/** How often the phone rang of whom the fault struck, and of each of the others. */
	rings: number;
	othersRings: number[];
	/** What came out for whom the fault struck: an error, in an item or in place of all items. */
	failure?: { message: string; code: string; callMayExist: boolean; hint: string };
	/** Taken over from the call list. */
	adopted: boolean;
	/** What became of a call that was waited for. */
	outcome?: unknown;
	/** What n8n shows beside the error, if the workflow stopped. */
	description: string;
	/** Items that came out with an error. */
	failed: number;
	/** Items that came out with an answer. */
	answered: number;
	/** The fault is over and somebody presses Retry; only where the workflow stopped. */
	afterRetry?: Pick<CellResult, 'status' | 'rings' | 'othersRings'>;
	/** How many voice agents were sent, by Retry as well. */
	agents: number;
	/** How many texts were searched for secrets: all that was returned, thrown or saved. */
	textsSearched: number;
	leaks: string[];
	/** What n8n saves of it has a part of a web page in it, or of a stack. */
	savesInnards: boolean;
	seconds: number;
}

/** So many sandboxes and workflows at once; the slow ones only wait once they have begun, and are not counted. */
const CELLS_AT_ONCE = 32;
/**
 * So many at once whose answer is a big one. It comes in hundreds of pieces: beside everything else, on a
 * busy machine, it took longer than the half minute that the node gives a request.
 */
const BIG_ANSWERS_AT_ONCE = 4;
const STRUCK = 2;
const FIVE = numbers(5);
/** The node's settings as n8n offers them, but for the pause. */
const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };
/** Where a cell's requests go. Readers of the table know VideoSDK's own host. */
const HOST = /127\.0\.0\.1:\d+|[\w-]+\.invalid/g;

const INNARDS = /<html| {4}at /;

const THROUGH = {
	trunk: { path: '/v2/sip/outbound-call', parameters: THROUGH_TRUNK },
	gateway: {
		path: '/v2/sip/call',
		parameters: {
			...THROUGH_TRUNK,
			callThrough: 'gateway',
			gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
			from: '',
		},
	},
	routingRule: {
		path: '/v2/sip/call',
		parameters: {
			...THROUGH_TRUNK,
			callThrough: 'routingRule',
			routingRuleId: { __rl: true, mode: 'id', value: SEED_RULE_ID },
			from: SEED_NUMBER,
		},
	},
};

/** More than a call that is found after half a minute needs; asked to wait an hour, the node looks again here. */
const WAIT_LIMIT_SECONDS = 60;
const NEW_MEETING = { putInto: 'newMeeting' };
const TO_THE_END = { waitFor: 'end', waitLimit: WAIT_LIMIT_SECONDS, waitHow: 'keepRunning' };
const TRY_AGAIN = { tryAgain: { tries: { when: ['rejected'], mostTries: 2, pauses: '5 s' } } };
/** Turns each call down. */
const BUSY = '+12025550101';
/** Answers, and hangs up five seconds later. */
const HANGS_UP = '+12025550103';

export const MORE_WAYS: readonly Way[] = [
	{ name: 'Routing Rule', through: 'routingRule', parameters: {} },
	{ name: 'New Room', through: 'trunk', parameters: NEW_MEETING },
	{
		name: 'New Room, struck while it is made',
		through: 'gateway',
		parameters: NEW_MEETING,
		strikes: { method: 'POST', path: '/v2/rooms' },
	},
	{
		name: 'Voice Agent',
		through: 'gateway',
		parameters: { ...NEW_MEETING, agentId: SEED_AGENT_ID },
	},
	{ name: 'Wait For: End of Call', through: 'gateway', parameters: TO_THE_END, waits: true },
	{
		name: 'Wait For: End of Call, struck at the first look',
		through: 'gateway',
		parameters: TO_THE_END,
		strikes: { method: 'GET', path: '/v2/sip/call' },
		waits: true,
	},
	{
		name: 'Try Again, struck at the second call',
		through: 'gateway',
		parameters: TO_THE_END,
		waits: true,
		triesAgain: true,
	},
];

/** Every way to run into one of these faults with a plain call. */
export function cellsOf(rows: readonly FaultRow[]): Cell[] {
	const cells: Cell[] = [];
	for (const row of rows)
		for (const through of ['trunk', 'gateway'] as const)
			for (const people of ['alone', 'inList'] as const)
				for (const retryOnFail of [false, true])
					for (const onError of ['stop', 'continue'] as const)
						cells.push({ row, through, people, retryOnFail, onError });
	return cells;
}

/** Of the sixteen ways in the order of `cellsOf`, half of the opposite pairs: an even number of choices differs. */
const OPPOSITES = [0b0000, 0b0011, 0b0101, 0b0110];

/**
 * A part of these ways, for an engine in which not all of them are tried: two opposite ones for each
 * fault. So each fault meets both sides of each choice, and so does each side of a choice those of any other.
 */
export function pairwiseCellsOf(rows: readonly FaultRow[]): Cell[] {
	return rows.flatMap((row, index) => {
		const all = cellsOf([row]);
		const one = OPPOSITES[index % OPPOSITES.length];
		return [all[one], all[all.length - 1 - one]];
	});
}

/** Each fault once with whatever else a call can be. */
export function moreCellsOf(rows: readonly FaultRow[]): Cell[] {
	const repeated = { people: 'alone', retryOnFail: true, onError: 'stop' } as const;
	return rows.flatMap((row) =>
		MORE_WAYS.map((way): Cell => ({ row, way, through: way.through, ...repeated })),
	);
}

/**
 * Runs all cells, each with a sandbox of its own. All of it goes on in one process, which must not be so
 * busy with the others that the time of one request is over before its answer was looked at.
 */
export async function runCells(
	cells: readonly Cell[],
	engine: WorkflowEngine,
	network: TroubledNetwork,
): Promise<CellResult[]> {
	const results = new Map<Cell, CellResult>();
	const run = async (cell: Cell, hasBegun?: () => void) =>
		void results.set(cell, await runCell(cell, engine, network, hasBegun));

	const alone = takeTurns(BIG_ANSWERS_AT_ONCE);
	const big = cells.filter(({ row }) => row.fault?.kind === 'hugeBody');
	await Promise.all(big.map(async (cell) => await alone(async () => await run(cell))));

	const inTurn = takeTurns(CELLS_AT_ONCE);
	const beginsInTurn = takeTurns(1);
	const runWaiting = async (cell: Cell) => {
		let running: Promise<void> | undefined;
		await beginsInTurn(async () => {
			await new Promise<void>((hasBegun) => {
				running = run(cell, hasBegun);
				running.then(hasBegun, hasBegun);
			});
		});
		await running;
	};
	await Promise.all(
		cells
			.filter((cell) => !big.includes(cell))
			.map(async (cell) => {
				const onlyWaits = cell.row.isSlow ?? cell.way?.waits;
				await (onlyWaits ? runWaiting(cell) : inTurn(async () => await run(cell)));
			}),
	);
	return cells.map((cell) => results.get(cell) as CellResult);
}

async function runCell(
	cell: Cell,
	engine: WorkflowEngine,
	network: TroubledNetwork,
	hasBegun: () => void = () => {},
): Promise<CellResult> {
	const began = performance.now();
	const sandbox = await startSandbox({ onRequest: hasBegun });
	try {
		const { row, way, people, retryOnFail, onError } = cell;
		const { path, parameters } = THROUGH[cell.through];
		const person = way?.waits ? HANGS_UP : FIVE[STRUCK];
		const to = people === 'alone' ? [person] : FIVE;
		const struck = to.indexOf(person);
		const on = way?.strikes ?? { path, to: person, nth: way?.triesAgain ? 2 : 1 };
		if (way?.triesAgain) sandbox.script(person, BUSY, HANGS_UP);
		if (row.fault) sandbox.addFault({ on, fault: row.fault });
		const { apiKey, apiSecret, url } = sandbox;
		const good = { apiKey, apiSecret, baseUrl: url };
		const order = {
			parameters: {
				...parameters,
				...way?.parameters,
				options: way?.triesAgain ? TRY_AGAIN : {},
			},
			items: to.map((number) => ({ to: number })),
			settings: {
				...(retryOnFail ? RETRY_ON_FAIL : {}),
				...(onError === 'continue' ? { onError: 'continueRegularOutput' as const } : {}),
			},
			credential: row.trouble ? { ...good, baseUrl: network.baseUrl(row.trouble) } : good,
		};
		const first = await engine.run(order).finished;
		const callsMeant = to.length + (way?.triesAgain ? 1 : 0);
		const seen = { cell, ...readCell(first, sandbox, { to, struck, callsMeant }) };
		const runs = [first];
		if (first.status === 'error') {
			const retry = await engine.run({ ...order, credential: good, retryOf: first.data }).finished;
			runs.push(retry);
			Object.assign(seen, {
				afterRetry: { status: retry.status, ...ringsIn(sandbox, to, struck) },
			});
		}
		const texts = runs.flatMap(textsOf);
		return {
			...seen,
			agents: sandbox.dispatches().length,
			textsSearched: texts.length,
			leaks: texts.flatMap((text) => leaksIn(text, sandbox.apiSecret)),
			savesInnards: runs.some(({ saved }) => INNARDS.test(saved)),
			seconds: (performance.now() - began) / 1000,
		};
	} finally {
		await sandbox.close();
	}
}

interface Struck {
	to: string[];
	struck: number;
	/** How many requests are sent when nothing goes wrong. */
	callsMeant: number;
}

function readCell(run: FinishedRun, sandbox: Sandbox, { to, struck, callsMeant }: Struck) {
	const failure = failureIn(run, struck);
	const answer = run.items[struck]?.json;
	const sent = sandbox
		.journal()
		.filter(({ method, path, status }) => method === 'POST' && isCall(path) && status !== null);
	const ending = (): Ending => {
		if (failure?.callMayExist) return 'unknown';
		if (failure) return sandbox.journal().length === 0 ? 'notReached' : 'refused';
		if (answer?.adopted) return 'found';
		return sent.length > callsMeant ? 'sentAgain' : 'taken';
	};
	return {
		ending: ending(),
		status: run.status,
		...ringsIn(sandbox, to, struck),
		failure,
		adopted: answer?.adopted === true,
		outcome: answer?.outcome,
		description: run.error?.description ?? '',
		failed: run.items.filter(({ json }) => json.error !== undefined).length,
		answered: run.items.filter(({ json }) => json.error === undefined).length,
	};
}

const isCall = (path: string) => Object.values(THROUGH).some((through) => through.path === path);

function ringsIn(sandbox: Sandbox, to: string[], struck: number) {
	const rings = ringsOfEach(sandbox, to);
	return { rings: rings[struck], othersRings: rings.filter((_, index) => index !== struck) };
}

function failureIn({ error, items }: FinishedRun, struck: number): CellResult['failure'] {
	const json = items[struck]?.json;
	const message = error?.message ?? json?.error;
	if (message === undefined) return undefined;
	const details = (error?.context.details ?? json?.details) as {
		code: string;
		callMayExist: boolean;
		hint: string;
	};
	const text = String(message)
		.replace(/^Item \d+ of \d+: /, '')
		.replace(HOST, 'api.videosdk.live')
		// A machine without a name server says it in other words.
		.replace('its name could not be looked up', 'its name is not known');
	const { code, callMayExist, hint } = details;
	return { message: text, code, callMayExist, hint };
}

const textsOf = ({ saved, items, errorItems, error, wholeError }: FinishedRun): string[] => [
	saved,
	JSON.stringify(items),
	JSON.stringify(errorItems),
	JSON.stringify(error ?? {}),
	wholeError,
];

/** Lets so many pieces of work go on at the same time, in order. */
function takeTurns(atOnce: number) {
	let free = atOnce;
	const waiting: Array<() => void> = [];
	return async <T,>(work: () => Promise<T>): Promise<T> => {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free += 1;
		}
	};
}
