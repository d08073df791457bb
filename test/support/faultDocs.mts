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
export function secondRings({ rings, othersRings, afterRetry }: CellResult): number {
	const after = afterRetry ?? { rings, othersRings };
	return [after.rings, ...after.othersRings].reduce((sum, each) => sum + Math.max(0, each - 1), 0);
}

function pageOf(results: readonly CellResult[]): string {
	const second = results.reduce((sum, result) => sum + secondRings(result), 0);
	return `# What happens when a call fails

Each line is a fault, tried in n8n's own engine against the sandbox, which counts how often each phone rings. Every fault was tried in 16 ways: through a trunk and through a gateway; one person and a list of five, where the fault strikes the third; Retry On Fail off and on; On Error: Stop and Continue. In ${MORE_WAYS.length} more ways it was tried with whatever else a call can be. In these ${results.length} workflows, and when Retry was pressed afterwards, **${second} phones rang a second time**.

The tests write this page: \`npm run docs -- faults\`. They fail when the node does anything else than it says.

How to read it:

- **Strikes**: a fault strikes the first request for the third person, and is over then. The last four lines are different: there, nobody can be reached as long as the trouble lasts.
- **Rings**: how often a phone rang by the end of the workflow, first without Retry On Fail. 0 means that the person was not called.
- **Call may exist**: what the error says of it (\`callMayExist\`). The words after "no, " and "yes, " are its \`code\`.
- **What comes out**: the items of the list of five. With On Error: Stop, a failed item leaves none; the answers of the others are kept, and Retry gives them back.
- **After Retry**: the workflow has stopped, the trouble is over, and somebody presses Retry in the tab Executions: how often each phone has rung in all.

With On Error: Continue, n8n repeats a node only when its first item has failed: in a list whose third item fails, Retry On Fail does nothing.

${tableOf(results.filter(({ cell }) => !cell.way))}

## With whatever else a call can be

Each fault again, for one person and with Retry On Fail: how often the phone rang. Through a routing rule; with a new meeting for the call, where the fault strikes the call, and where it strikes the making of the meeting; with Wait For: End of Call, where the fault strikes the call, and where it strikes the first look at the call that was placed.

${moreTableOf(results.filter(({ cell }) => cell.way))}

## Faults of n8n itself

These need a real n8n, so they are tested in \`test/e2e/\` and not counted above. They ring nobody a second time either.

| What goes wrong | What the node does | Test |
| --- | --- | --- |
| n8n is killed in the middle of a list | n8n keeps nothing of what the node did. Retry calls nobody and says that it is unknown who was called; with a Deduplication Key it calls those who were not called. | \`faults.test.mts\` |
| the disk of n8n is full in the middle of a list | The calls go on, and n8n cannot save how they ended. With room again, Retry does as after a kill. With a Deduplication Key, nobody is called whose key cannot be kept. | \`diskFull.test.mts\` |
| the clock of n8n is ten minutes off | VideoSDK refuses the token, and the error says how far the clock is off; a clock that is ahead does no harm. | \`faults.test.mts\` |
`;
}

const HEADS = [
	'What goes wrong',
	'Call Through',
	'What the node does',
	'Rings of one person',
	'Rings in a list of five',
	'Message',
	'Call may exist',
	'What comes out, On Error: Stop',
	'What comes out, On Error: Continue',
	'After Retry',
];

function tableOf(results: readonly CellResult[]): string {
	const whats = [...new Set(results.map(({ cell }) => cell.row.what))];
	const rows = whats.flatMap((what) => {
		const about = (through: Cell['through']) =>
			lineOf(results.filter(({ cell }) => cell.row.what === what && cell.through === through));
		const [trunk, gateway] = [about('trunk'), about('gateway')];
		if (trunk.join() === gateway.join()) return [[what, 'both', ...trunk]];
		return [
			[what, 'Trunk', ...trunk],
			[what, 'Gateway', ...gateway],
		];
	});
	return [HEADS, HEADS.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function moreTableOf(results: readonly CellResult[]): string {
	const whats = [...new Set(results.map(({ cell }) => cell.row.what))];
	const heads = ['What goes wrong', ...MORE_WAYS.map(({ name }) => name)];
	const rows = whats.map((what) => [
		what,
		...MORE_WAYS.map(({ name }) =>
			results
				.filter(({ cell }) => cell.row.what === what && cell.way?.name === name)
				.map(ringsOnce)
				.join(),
		),
	]);
	return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function ringsOnce({ rings, adopted, failure, afterRetry }: CellResult): string {
	if (failure) return `${rings}, \`${failure.code}\`; after Retry ${afterRetry?.rings}`;
	return adopted ? `${rings}, \`adopted\`` : String(rings);
}

/** What the node did, seen without Retry On Fail. */
const DOES: Record<Ending, string> = {
	refused: 'The item fails: nothing was placed.',
	sentAgain: 'It waits and sends again.',
	found: "It finds the call in VideoSDK's call list and takes it over (`adopted`).",
	unknown: 'It looks for the call, does not find it, and does not dial.',
	taken: 'It takes the answer.',
	notReached: 'All items fail: nothing was sent.',
};

function lineOf(cells: readonly CellResult[]): string[] {
	const alone = cells.filter(({ cell }) => cell.people === 'alone');
	const list = cells.filter(({ cell }) => cell.people === 'inList');
	const [plain] = alone;
	const { failure } = plain;
	const stopped = list.find(({ afterRetry }) => afterRetry !== undefined)?.afterRetry;
	return [
		DOES[plain.ending],
		told(alone, ({ rings }) => String(rings)),
		told(list, ringsInList),
		failure?.message ?? '',
		failure ? `${failure.callMayExist ? 'yes' : 'no'}, \`${failure.code}\`` : '',
		told(of(list, 'stop'), output),
		told(of(list, 'continue'), output),
		stopped ? ringsInList(stopped) : '',
	];
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
	return off === on ? off : `${off}<br>with Retry On Fail: ${on}`;
}

function ringsInList({ rings, othersRings }: Pick<CellResult, 'rings' | 'othersRings'>): string {
	const others = [...new Set(othersRings)].join(' or ');
	return others === String(rings) ? `${rings} each` : `${rings}, the others ${others} each`;
}

function output({ status, answered, failed }: CellResult): string {
	if (status !== 'success') return 'the error';
	return failed === 0 ? `${answered} answers` : `${answered} answers, ${failed} with \`error\``;
}
