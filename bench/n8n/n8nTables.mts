import { median } from '../statistics.mts';
import { tableOf } from '../table.mts';
import {
	cpuPerItem,
	medianOf,
	othersBusy,
	ratiosTo,
	timePerItem,
	told,
	type Figure,
} from './figures.mts';
import { PACED_DELAY_MS, type Result } from './measureInN8n.mts';
import { BARE, BARE_WITH_FIELD, GATEWAY, REFERENCES, TWILIO, WAITING } from './modes.mts';

const TO_REFERENCES = ['to bare', 'to bare + expr.'];

export function n8nTables(results: Result[]): string {
	const packages = [...new Set(results.map((result) => result.package))];
	const parts = packages.flatMap((name) => {
		const ours = results.filter((result) => result.package === name);
		const measured = ours.filter(({ samples }) => samples.length > 0);
		const plain = measured.filter(({ atOnce }) => atOnce === undefined);
		const paced = measured.filter(({ atOnce }) => atOnce !== undefined);
		return [
			`## ${name}`,
			`Ratios are to the "${BARE}" and to the "${BARE_WITH_FIELD}" of the same round: median (least to most).`,
			costs('CPU an item', cpuPerItem, plain),
			costs('time an item', timePerItem, plain),
			growth(plain),
			otherCosts(plain),
			looks(ours),
			waitingInWords(plain),
			pacedCosts(paced),
			notMeasured(ours),
		];
	});
	const beside = packages.length > 1 ? sideBySide(results, packages) : [];
	return [...parts, ...beside].filter((part) => part !== '').join('\n\n');
}

function costs(title: string, figure: Figure, results: Result[]): string {
	if (results.length === 0) return '';
	return tableOf(
		[title, 'items', 'median', ...TO_REFERENCES, 'items a second', 'others busy'],
		results.map((result) => [
			result.mode,
			String(result.items),
			told(result, figure, 2, ' ms'),
			...toReferences(result, results, figure),
			told(result, (sample) => 1000 / figure(sample), 0),
			told(result, othersBusy, 1, ' cores'),
		]),
	);
}

/** What an item costs in longer and longer lists. */
function growth(results: Result[]): string {
	const lengths = [...new Set(results.map(({ items }) => items))].sort((a, b) => a - b);
	if (lengths.length < 2) return '';
	const rows = [...new Set(results.map(({ mode }) => mode))].map((mode) => {
		const lists = lengths.map((items) =>
			results.find((result) => result.mode === mode && result.items === items),
		);
		const times = lists.map((list) => (list ? told(list, timePerItem, 2, ' ms') : '-'));
		return [mode, ...times, ...lists.slice(1).map((list, step) => timesAsMuch(lists[step], list))];
	});
	const steps = lengths.slice(1).map((items, step) => `${items} / ${lengths[step]}: CPU, time`);
	const head = ['growth: time an item', ...lengths.map((items) => `${items} items`), ...steps];
	return tableOf(head, rows);
}

/** A list that is ten times as long should cost ten times as much. */
function timesAsMuch(shorter?: Result, longer?: Result): string {
	if (!shorter || !longer) return '-';
	const times = (figure: Figure) => medianOf(longer, figure) / medianOf(shorter, figure);
	return `${times(({ cpuMs }) => cpuMs).toFixed(1)}, ${times(({ nodeMs }) => nodeMs).toFixed(1)}`;
}

function otherCosts(results: Result[]): string {
	if (results.length === 0) return '';
	return tableOf(
		['other costs', 'items', 'peak memory', 'saved an item', 'requests', 'connections', 'tokens'],
		results.map((result) => [
			result.mode,
			String(result.items),
			told(result, ({ peakMb = NaN }) => peakMb, 0, ' MB'),
			told(result, ({ savedBytes, items }) => savedBytes / items, 0, ' B'),
			told(result, ({ counts }) => counts.requests, 0),
			told(result, ({ counts }) => counts.connections, 0),
			told(result, ({ counts }) => counts.tokens, 0),
		]),
	);
}

/** What is held of a list when the node is done, and what nobody else could do anything in. */
function looks(results: Result[]): string {
	const looked = results.filter(({ look }) => look !== undefined);
	const bare = looked.find(({ mode }) => mode === BARE)?.look?.keptBytes ?? NaN;
	if (looked.length === 0) return '';
	return tableOf(
		[
			'looked at once',
			'items',
			'memory kept an item',
			'beyond the bare loop',
			'longest hold of the loop',
		],
		looked.map(({ mode, items, look }) => {
			const kept = look?.keptBytes ?? NaN;
			return [
				mode,
				String(items),
				`${Math.round(kept / items)} B`,
				`${Math.round((kept - bare) / items)} B`,
				`${Math.round(look?.longestHoldMs ?? NaN)} ms`,
			];
		}),
	);
}

/** What it costs to look after calls, beyond placing them. */
function waitingInWords(results: Result[]): string {
	return results
		.filter(({ mode }) => mode === WAITING)
		.map((waiting) => {
			const placing = results.find(
				({ mode, items }) => mode === GATEWAY && items === waiting.items,
			);
			const [ticks, requests] = (['ticks', 'requests'] as const).map((what) =>
				medianOf(waiting, ({ counts }) => counts[what]),
			);
			const reads = ((requests ?? NaN) - waiting.items) / (ticks ?? NaN);
			const beyond = placing ? medianOf(waiting, cpu) - medianOf(placing, cpu) : NaN;
			return `${WAITING}, ${waiting.items} items: ${ticks} ticks of ${reads.toFixed(1)} requests, ${(beyond / (ticks ?? NaN)).toFixed(0)} ms of CPU each.`;
		})
		.join('\n');
}

const cpu: Figure = ({ cpuMs }) => cpuMs;

function pacedCosts(results: Result[]): string {
	if (results.length === 0) return '';
	const title = `each item answered after ${PACED_DELAY_MS} ms`;
	const oneByOne = results.find(({ mode }) => mode === TWILIO);
	return tableOf(
		[
			title,
			'items',
			'at once',
			'least',
			'time',
			...TO_REFERENCES,
			'times as fast as Twilio',
			'CPU an item',
			'others busy',
		],
		results.map((result) => {
			const { items, atOnce = 1 } = result;
			const least = (items / atOnce) * (PACED_DELAY_MS / 1000);
			const faster = oneByOne
				? medianOf(oneByOne, timePerItem) / medianOf(result, timePerItem)
				: NaN;
			return [
				result.mode,
				String(items),
				String(atOnce),
				`${least.toFixed(1)} s`,
				told(result, ({ nodeMs }) => nodeMs / 1000, 1, ' s'),
				...toReferences(result, results, timePerItem),
				Number.isNaN(faster) ? '-' : faster.toFixed(1),
				told(result, cpuPerItem, 2, ' ms'),
				told(result, othersBusy, 1, ' cores'),
			];
		}),
	);
}

function toReferences(result: Result, results: Result[], figure: Figure): string[] {
	return REFERENCES.map((reference) => {
		if (result.mode === reference) return '1';
		const ratios = ratiosTo(reference, { result, results }, figure);
		if (ratios.length === 0) return '-';
		const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
		return `${median(ratios).toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
	});
}

function notMeasured(results: Result[]): string {
	const failed = results
		.filter(({ failure }) => failure !== undefined)
		.map(({ mode, items, failure }) => `Not measured: ${mode}, ${items} items: ${failure}`);
	const hasPeaks = results.some(({ samples }) => samples.some((sample) => sample?.peakMb));
	if (!hasPeaks) failed.push('Not measured: peak memory, which Linux alone tells.');
	return failed.join('\n');
}

/** Packages in columns, each by its ratios to the bare loops of its own n8n. */
function sideBySide(results: Result[], packages: string[]): string[] {
	const [first] = packages;
	const table = (title: string, figure: Figure) =>
		tableOf(
			[`${title}, ${TO_REFERENCES.join(' / ')}`, 'items', ...packages],
			results
				.filter((result) => result.package === first && !REFERENCES.includes(result.mode))
				.map((result) => {
					const at = result.atOnce === undefined ? '' : `, ${result.atOnce} at once`;
					const cells = packages.map((name) => ratiosIn(name, result, results, figure));
					return [`${result.mode}${at}`, String(result.items), ...cells];
				}),
		);
	return ['## Side by side', table('CPU', cpuPerItem), table('time', timePerItem)];
}

function ratiosIn(name: string, like: Result, results: Result[], figure: Figure): string {
	const result = results.find(
		({ mode, items, atOnce, package: of }) =>
			of === name && mode === like.mode && items === like.items && atOnce === like.atOnce,
	);
	if (!result) return '-';
	const ratios = REFERENCES.map((reference) =>
		median(ratiosTo(reference, { result, results }, figure)).toFixed(2),
	);
	return ratios.join(' / ');
}
