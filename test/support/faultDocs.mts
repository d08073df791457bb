import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import prettier from 'prettier';
import { MORE_WAYS, type Cell, type CellResult } from './faultCells.mts';
import type { Ending } from './faultTable.mts';

const FAULTS_PAGE = join(resolve(import.meta.dirname, '../..'), 'docs/faults.md');

/**
 * The page docs/faults.md as it is, and as it has to be for what the cells have shown. With
 * `WRITE_DOCS=1` in the environment it is written first.
 */
export async function faultsPage(
	results: readonly CellResult[],
): Promise<{ now: string; wanted: string }> {
	const settings = await prettier.resolveConfig(FAULTS_PAGE);
	const wanted = await prettier.format(pageOf(results), { ...settings, filepath: FAULTS_PAGE });
	if (process.env.WRITE_DOCS === '1') await writeFile(FAULTS_PAGE, wanted);
	return { now: await readFile(FAULTS_PAGE, 'utf8'), wanted };
}

/** Times that a phone rang although it had rung before. */
export function secondRings({ cell, rings, othersRings, afterRetry }: CellResult): number {
	const after = afterRetry ?? { rings, othersRings };
	const calls = cell.way?.triesAgain ? 2 : 1;
	return [after.rings, ...after.othersRings].reduce(
		(sum, each) => sum + Math.max(0, each - calls),
		0,
	);
}

function pageOf(results: readonly CellResult[]): string {
	const second = results.reduce((sum, result) => sum + secondRings(result), 0);
	return `# What happens when a call fails

Each line is a fault, tried in n8n's own engine against the sandbox, which counts how often each phone rings. Every fault was tried in 16 ways: through a trunk and through a gateway; one person and a list of five, where the fault strikes the third; Retry On Fail off and on; On Error: Stop and Continue. In ${MORE_WAYS.length} more ways it was tried with whatever else a call can be. In these ${results.length} workflows, and when Retry was pressed afterwards, **${second} phones rang a second time** for one call.

The tests write this page: \`npm run docs -- faults\`. They fail when the node does anything else than it says.

How to read it:

- A fault strikes the first request for the third person, and is over then; where nobody can be reached, that is so for all, as long as the trouble lasts.
- **Rings**: how often a phone rang by the end of the workflow, first without Retry On Fail. 0 means that the person was not called.
- **What comes out**: the items of the list of five. With On Error: Stop, a failed item leaves none; the answers of the others are kept, and Retry gives them back.
- **After Retry**: the workflow has stopped, the trouble is over, and somebody presses Retry in the tab Executions: how often each phone has rung in all.
- Behind each fault stand the \`code\` and the words of its error.

With On Error: Continue, n8n repeats a node only when its first item has failed: in a list whose third item fails, Retry On Fail does nothing.

${groupsOf(results.filter(({ cell }) => !cell.way))}

## With whatever else a call can be

Each fault again, for one person and with Retry On Fail: how often the phone rang. Where two numbers stand, the item failed with the \`code\` that the fault has above, and the second counts the rings after Retry. Where "found" stands, the node found the call and took it over.

${MORE_WAYS.map(({ name }, index) => `${index + 1}. ${name}${ABOUT_WAYS[name] ?? ''}`).join('\n')}

${moreTableOf(results)}

## Faults of n8n itself

These need a real n8n, so they are tested in \`test/e2e/\` and not counted above. They ring nobody a second time either.

- **n8n is killed in the middle of a list**: n8n keeps nothing of what the node did. Retry calls nobody and says that it is unknown who was called; with a Deduplication Key it calls those who were not called. (\`faults.test.mts\`)
- **The disk of n8n is full in the middle of a list**: The calls go on, and n8n cannot save how they ended. With room again, Retry does as after a kill. With a Deduplication Key, nobody is called whose key cannot be kept. (\`diskFull.test.mts\`)
- **The clock of n8n is ten minutes off**: VideoSDK refuses the token, and the error says how far the clock is off; a clock that is ahead does no harm. (\`faults.test.mts\`)
`;
}

/** Faults of which the same comes stand together. */
function groupsOf(results: readonly CellResult[]): string {
	const faultsOf = new Map<string, string[]>();
	for (const [what, cells] of byFault(results)) {
		const about = (through: Cell['through']) =>
			cells.filter(({ cell }) => cell.through === through);
		const [trunk, gateway] = [about('trunk'), about('gateway')];
		const isAlike =
			behaviorOf(trunk) === behaviorOf(gateway) && errorOf(trunk) === errorOf(gateway);
		const parts: Array<[string, readonly CellResult[]]> = isAlike
			? [[what, trunk]]
			: [
					[`${what}, through a trunk`, trunk],
					[`${what}, through a gateway`, gateway],
				];
		for (const [name, some] of parts) {
			const behavior = behaviorOf(some);
			const faults = faultsOf.get(behavior) ?? [];
			faultsOf.set(behavior, [...faults, `- **${name}**${errorOf(some)}`]);
		}
	}
	return [...faultsOf]
		.map(([behavior, faults]) => `${behavior}\n\nSo it is with\n\n${faults.join('\n')}`)
		.join('\n\n');
}

function byFault(results: readonly CellResult[]): Map<string, CellResult[]> {
	const groups = new Map<string, CellResult[]>();
	for (const result of results) {
		const { what } = result.cell.row;
		groups.set(what, [...(groups.get(what) ?? []), result]);
	}
	return groups;
}

/** For the heading of each way, where its name does not say it all. */
const ABOUT_WAYS: Readonly<Record<string, string>> = {
	'New Room': ': the fault strikes the call',
	'Voice Agent': ': the fault strikes the call, and the agent was sent once before it',
	'Wait For: End of Call': ': the fault strikes the call',
	'Wait For: End of Call, struck at the first look': ' at the call that was placed',
	...Object.fromEntries(
		MORE_WAYS.filter(({ triesAgain }) => triesAgain).map(({ name }) => [
			name,
			': the first call is turned down, so two rings are one for each call',
		]),
	),
};

function moreTableOf(results: readonly CellResult[]): string {
	const heads = ['What goes wrong', ...MORE_WAYS.map((_way, index) => String(index + 1))];
	const rows = [...byFault(results)].map(([what, cells]) => {
		const codeAbove = cells.find(({ cell, failure }) => !cell.way && failure)?.failure?.code;
		return [
			what,
			...MORE_WAYS.map(({ name }) =>
				cells
					.filter(({ cell }) => cell.way?.name === name)
					.map((result) => ringsOnce(result, codeAbove))
					.join(),
			),
		];
	});
	return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function ringsOnce(
	{ rings, adopted, failure, afterRetry }: CellResult,
	codeAbove?: string,
): string {
	if (!failure) return adopted ? `${rings}, found` : String(rings);
	const code = failure.code === codeAbove ? '' : ` (\`${failure.code}\`)`;
	return `${rings}${code}, then ${afterRetry?.rings}`;
}

/** What the node did, seen without Retry On Fail. */
const DOES: Record<Ending, string> = {
	refused: 'The item fails: nothing was placed',
	sentAgain: 'The node waits and sends again',
	found: "The node finds the call in VideoSDK's call list and takes it over",
	unknown: 'The node looks for the call, does not find it, and does not dial',
	taken: 'The node takes the answer',
	notReached: 'All items fail: nothing was sent',
};

function behaviorOf(cells: readonly CellResult[]): string {
	const alone = cells.filter(({ cell }) => cell.people === 'alone');
	const list = cells.filter(({ cell }) => cell.people === 'inList');
	const [plain] = alone;
	const stopped = list.find(({ afterRetry }) => afterRetry !== undefined)?.afterRetry;
	return [
		`## ${DOES[plain.ending]}`,
		'',
		`- Rings of one person: ${told(alone, ({ rings }) => String(rings))}`,
		`- Rings in a list of five: ${told(list, ringsInList)}`,
		...(plain.failure ? [`- A call may exist: ${plain.failure.callMayExist ? 'yes' : 'no'}`] : []),
		`- What comes out, On Error: Stop: ${told(of(list, 'stop'), output)}`,
		`- What comes out, On Error: Continue: ${told(of(list, 'continue'), output)}`,
		...(plain.adopted ? ['- The item has `adopted: true`'] : []),
		...(stopped ? [`- After Retry: ${ringsInList(stopped)}`] : []),
	].join('\n');
}

function errorOf([{ failure }]: readonly CellResult[]): string {
	return failure ? ` (\`${failure.code}\`): ${failure.message}` : '';
}

const ON_ERROR = { stop: 'Stop', continue: 'Continue' };

const of = (cells: readonly CellResult[], onError: Cell['onError']) =>
	cells.filter(({ cell }) => cell.onError === onError);

/** One text where all ways are alike, else what Retry On Fail, and then On Error, change. */
function told(cells: readonly CellResult[], text: (result: CellResult) => string): string {
	const [off, on] = [false, true].map((wanted) => {
		const texts = cells
			.filter(({ cell }) => cell.retryOnFail === wanted)
			.map((result) => ({ onError: result.cell.onError, text: text(result) }));
		if (new Set(texts.map((each) => each.text)).size === 1) return texts[0].text;
		return texts.map((each) => `${each.text} (${ON_ERROR[each.onError]})`).join('; ');
	});
	return off === on ? off : `${off}; with Retry On Fail: ${on}`;
}

function ringsInList({ rings, othersRings }: Pick<CellResult, 'rings' | 'othersRings'>): string {
	const others = [...new Set(othersRings)].join(' or ');
	return others === String(rings) ? `${rings} each` : `${rings}, the others ${others} each`;
}

function output({ status, answered, failed }: CellResult): string {
	if (status !== 'success') return 'the error';
	return failed === 0 ? `${answered} answers` : `${answered} answers, ${failed} with \`error\``;
}
