import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEFAULT_API_SECRET } from '../../sandbox/index.mts';
import {
	cellsOf,
	moreCellsOf,
	MORE_WAYS,
	pairwiseCellsOf,
	runCells,
	type Cell,
	type CellResult,
} from '../support/faultCells.mts';
import { faultsPage, secondRings } from '../support/faultDocs.mts';
import { FAULT_TABLE, type Ending } from '../support/faultTable.mts';
import { leaksIn } from '../support/leaks.mts';
import { startTroubledNetwork, type TroubledNetwork } from '../support/troubledNetwork.mts';
import { loadWorkflowEngine } from '../support/workflowEngine.mts';

/** Far more than it takes, on a busy machine too; a suite that hangs ends all the same. */
const PATIENCE_MS = 3_600_000;

/** Where this suite goes on in two engines, it is whole in one of them. */
const IS_WHOLE = process.env.FAULT_CELLS !== 'pairwise';
const CELLS = [...(IS_WHOLE ? cellsOf : pairwiseCellsOf)(FAULT_TABLE), ...moreCellsOf(FAULT_TABLE)];

let network: TroubledNetwork;
let logFolder: string;
let results: CellResult[];
/** What was printed, by anybody. */
const printed: string[] = [];

beforeAll(async () => {
	network = await startTroubledNetwork();
	logFolder = await mkdtemp(join(tmpdir(), 'n8n-log-'));
	const log = { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'file', N8N_LOG_FILE_LOCATION: logFile() };
	for (const [name, value] of Object.entries({ ...network.env, ...log })) vi.stubEnv(name, value);
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		vi.spyOn(console, method).mockImplementation((...said) => void printed.push(said.join(' ')));
	}
	const began = performance.now();
	results = await runCells(CELLS, await loadWorkflowEngine(), network);
	vi.restoreAllMocks();
	const seconds = Math.round((performance.now() - began) / 1000);
	const longest = Math.round(Math.max(...results.map((result) => result.seconds)));
	console.log(`${results.length} workflows in ${seconds} s, the longest ${longest} s`);
}, PATIENCE_MS);

afterAll(async () => {
	vi.unstubAllEnvs();
	await network.close();
	await rm(logFolder, { recursive: true });
});

const logFile = () => join(logFolder, 'n8n.log');

const PROMISES: Record<Ending, string> = {
	refused: 'nobody rings for it, and the next try places the call once',
	sentAgain: 'the node waits, and the phone rings once',
	found: 'the call is found, and the phone rings once',
	unknown: 'the error says that a call may exist, and no try dials again',
	taken: 'the answer is taken, and the phone rings once',
	notReached: 'nobody rings, and when it is over Retry calls everybody once',
};

/** With On Error: Continue, n8n repeats a node only when its first item has failed. */
const isRepeated = ({ retryOnFail, onError, people }: Cell) =>
	retryOnFail && (onError === 'stop' || people === 'alone');

function expectedEnding(cell: Cell): Ending {
	return cell.row.ending === 'refused' && isRepeated(cell) ? 'sentAgain' : cell.row.ending;
}

describe.each(FAULT_TABLE.map((row) => ({ ...row, promise: PROMISES[row.ending] })))(
	'$what: $promise',
	({ what, message, hint }) => {
		const cells = (through: Cell['through']) =>
			results.filter(({ cell }) => cell.row.what === what && cell.through === through && !cell.way);

		describe.each(['trunk', 'gateway'] as const)('through a %s', (through) => {
			test('one person or five, Retry On Fail off or on, stop or continue: each phone rings as often as it may', () => {
				for (const { cell, ending, rings, othersRings } of cells(through)) {
					const expected = expectedEnding(cell);
					const mayRing = ['sentAgain', 'found', 'taken'].includes(expected) ? 1 : 0;
					const othersRing = cell.row.ending === 'notReached' ? 0 : 1;
					expect({ cell, ending, rings, othersRings }).toEqual({
						cell,
						ending: expected,
						rings: mayRing,
						othersRings: othersRings.map(() => othersRing),
					});
				}
			});

			test('the error says what failed and whether a call may exist, and the good items come out', () => {
				for (const result of cells(through)) {
					const { cell, failure, failed, answered, status, othersRings, description } = result;
					const ending = expectedEnding(cell);
					const isFailure = ['refused', 'unknown', 'notReached'].includes(ending);
					expect(failure !== undefined).toBe(isFailure);
					expect(status).toBe(isFailure && cell.onError === 'stop' ? 'error' : 'success');
					if (status === 'success') {
						const struck = isFailure ? 1 : 0;
						const others = othersRings.length;
						const lost = ending === 'notReached' ? others + 1 : struck;
						expect({ failed, answered }).toEqual({ failed: lost, answered: others + 1 - lost });
					} else {
						expect(description).toContain(ending === 'unknown' ? 'does not dial' : 'Nothing was');
					}
					if (!failure) continue;
					expect(failure.callMayExist).toBe(ending === 'unknown');
					expect(failure.message).toContain(message);
					if (hint) expect(failure.hint).toContain(hint);
					if (status === 'error') expect(description).toContain(failure.hint);
				}
			});

			test('when it is over and somebody presses Retry, who was not called is called once, and nobody else', () => {
				for (const { cell, status, afterRetry, othersRings } of cells(through)) {
					expect(afterRetry !== undefined).toBe(status === 'error');
					const isUnknown = cell.row.ending === 'unknown';
					if (!afterRetry) continue;
					expect(afterRetry).toEqual({
						status: isUnknown ? 'error' : 'success',
						rings: isUnknown ? 0 : 1,
						othersRings: othersRings.map(() => 1),
					});
				}
			});
		});

		test.each(MORE_WAYS.map((way) => way.name))(
			'%s, with Retry On Fail: the phone rings as often as it may, and no Retry makes it ring again',
			(name) => {
				const [result] = results.filter(
					({ cell }) => cell.row.what === what && cell.way?.name === name,
				);
				const { cell, ending, rings, status, adopted, outcome, agents, afterRetry } = result;
				// What strikes before the call is over when it is placed, what strikes later finds it placed.
				const isCallStruck = cell.row.fault === undefined || cell.way?.strikes === undefined;
				const expected = isCallStruck ? expectedEnding(cell) : 'taken';
				const isPlaced = ['sentAgain', 'found', 'taken'].includes(expected);
				// The first call, which nothing has struck.
				const before = cell.way?.triesAgain ? 1 : 0;
				const rangBefore = cell.row.trouble ? 0 : before;
				expect({ name, ending, rings, status, adopted }).toEqual({
					...{ name, ending: expected, rings: rangBefore + (isPlaced ? 1 : 0) },
					...{ status: isPlaced ? 'success' : 'error', adopted: expected === 'found' },
				});
				if (cell.way?.waits && isPlaced) expect(outcome).toBe('answered');
				if (!isPlaced) expect(afterRetry?.rings).toBe(before + (expected === 'unknown' ? 0 : 1));
				expect({ name, agents }).toEqual({ name, agents: name === 'Voice Agent' ? 1 : 0 });
			},
		);
	},
);

test('nothing gets past a certificate that nobody vouches for, or a proxy that asks for a login', () => {
	expect(network.taken()).toBe(0);
});

test('each fault meets both sides of each choice, and each side of a choice those of any other', () => {
	const choices = ['through', 'people', 'retryOnFail', 'onError'] as const;
	const plain = CELLS.filter(({ way }) => !way);
	for (const one of choices) {
		for (const { what } of FAULT_TABLE) {
			const sides = plain.filter(({ row }) => row.what === what).map((cell) => cell[one]);
			expect({ what, one, sides: new Set(sides).size }).toEqual({ what, one, sides: 2 });
		}
		for (const other of choices.filter((choice) => choice !== one)) {
			const pairs = plain.map((cell) => `${cell[one]} ${cell[other]}`);
			expect({ one, other, pairs: new Set(pairs).size }).toEqual({ one, other, pairs: 4 });
		}
	}
});

test('over the whole suite no phone rang a second time', () => {
	expect(results).toHaveLength(FAULT_TABLE.length * ((IS_WHOLE ? 16 : 2) + MORE_WAYS.length));
	expect(results.reduce((sum, result) => sum + secondRings(result), 0)).toBe(0);
});

test('no secret, token or password is in anything that was returned, thrown, saved, logged or printed', async () => {
	const log = await readFile(logFile(), 'utf8');
	// n8n says so at each start of a node: what follows is a log of these workflows.
	expect(log).toContain('Phone them');
	const others = [log, ...printed];
	const leaks = results.flatMap((result) => result.leaks);
	for (const text of others) leaks.push(...leaksIn(text, DEFAULT_API_SECRET));
	const searched = results.reduce((sum, { textsSearched }) => sum + textsSearched, others.length);
	console.log(`${searched} texts searched, ${leaks.length} leaks`);
	expect(leaks).toEqual([]);
});

test('no web page and no stack is in what n8n saves, of a good run or of a failing one', () => {
	expect(results.filter(({ savesInnards }) => savesInnards)).toEqual([]);
});

// A part of the workflows does not tell all that the page says.
if (IS_WHOLE) {
	test('docs/faults.md tells what these workflows have shown ("npm run docs -- faults" writes it)', async () => {
		const { now, wanted } = await faultsPage(results);
		expect(now).toBe(wanted);
	});
}
