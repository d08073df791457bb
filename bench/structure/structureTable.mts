import { tableOf } from '../table.mts';
import type { Structure } from './measureStructure.mts';
import { ITEMS, READER } from './run.mts';

export function structureTable(measured: Structure[]): string {
	const rows: Array<[string, (one: Structure) => string]> = [
		['source files of the package', ({ sources }) => String(sources)],
		[
			'files / functions that one item runs through',
			({ oneItem }) => `${oneItem.files} / ${oneItem.functions}`,
		],
		[
			`calls of ${READER} for one item`,
			({ oneItem }) => String(oneItem.readings ?? 'no such name'),
		],
		[`CPU for ${ITEMS} items: first list of the process`, ({ cpu }) => ms(cpu.first)],
		[`CPU for ${ITEMS} items: later lists`, ({ cpu }) => ms(cpu.later)],
		[
			'the bare loop alone: first / later',
			({ cpu }) => `${ms(cpu.bareFirst)} / ${ms(cpu.bareLater)}`,
		],
		[
			`share below ${READER}: first / later`,
			({ shares }) => `${percent(shares.first.readings)} / ${percent(shares.later.readings)}`,
		],
		[
			'frames from execute to the HTTP helper',
			({ oneItem }) => `${oneItem.frames.length}${oneItem.isWhole ? '' : ' or more'}`,
		],
		['functions that an operation can hand over', ({ hooks }) => hooksInWords(hooks)],
		[
			'circles of imports: files / folders',
			({ circles }) => `${circles.files.length} / ${circles.folders.length}`,
		],
		['lines with `never` for a type', ({ neverLines }) => String(neverLines.length)],
		['`as` casts', ({ casts }) => String(casts.length)],
	];
	const head = [
		'One gateway call, HTTP answered in the process',
		...measured.map(({ name }) => name),
	];
	const table = tableOf(
		head,
		rows.map(([title, cell]) => [title, ...measured.map(cell)]),
	);
	return [table, ...measured.map(details)].join('\n\n');
}

function details({ name, oneItem, shares, hooks, circles }: Structure): string {
	const interfaces = Object.entries(hooks).map(([type, members]) => `${type} ${members.length}`);
	const groups = [...circles.files, ...circles.folders].map((group) => group.join(', '));
	return [
		`${name}`,
		`  handed over: ${interfaces.join(', ')}`,
		...groups.map((group) => `  circle: ${group}`),
		'  from the HTTP helper up:',
		...oneItem.frames.map((frame) => `    ${frame}`),
		'  most time of its own, later lists:',
		...shares.later.top.map((one) => `    ${percent(one.share).padStart(5)} ${one.name}`),
	].join('\n');
}

function hooksInWords(hooks: Structure['hooks']): string {
	const all = Object.values(hooks);
	return `${all.flat().length} in ${all.length} types`;
}

const ms = (time: number) => `${Math.round(time)} ms`;
const percent = (share: number) => `${Math.round(share * 100)}%`;
