import { ListedNumbers } from './listedNumbers.ts';
import { rowsOf, type ListRow } from './listRows.ts';
import { countryOf } from './numberPlan.ts';
import { createEntryReader, isAmount, type ReadEntry } from './listEntry.ts';
import { rowJoiner, splitRow, type SplitRow } from './splitNumbers.ts';

/** A list of people who must not be called, ready to be asked. */
export interface DoNotCallList {
	has(address: string): boolean;
}

export const NOBODY: DoNotCallList = { has: () => false };

/** Why a list cannot be kept: nobody knows whom it is to protect. */
interface UnreadableList {
	reason: string;
	/** What `reason` quotes of it: somebody's numbers, even if they have lost digits. */
	entries?: readonly string[];
}

/** Read in much less than a millisecond each. */
const ROWS_IN_A_TURN = 10;
/** A row that takes as long as ten others. */
const isLong = ({ cells }: ListRow) => cells.some(({ text }) => text.length > 100);
const MOST_DAMAGED_SHOWN = 3;

/**
 * Reads a do-not-call list: texts, numbers, or objects with them (n8n's items), in lists of any depth.
 * The numbers may be spelled in any way, with any usual sign between two of them. One without + stands
 * for all that it may be read as; one that nobody can read as a number (its country is not known, a
 * note stands beside it) for every number that ends like it, and for those that it contains: rather
 * one call too few.
 *
 * A generator, as a list may be long: it gives way after a few rows, so that whoever runs it can let
 * others have their turn.
 *
 * @returns the reason, when no number is in it, or when one of them has lost digits: then nobody knows
 * whom it is to protect. Only an empty array says that it is to protect nobody.
 */
export function* readDoNotCall(
	list: unknown,
	defaultCountry?: string,
): Generator<undefined, DoNotCallList | UnreadableList, undefined> {
	if (Array.isArray(list) && list.length === 0) return NOBODY;
	const country = countryOf(defaultCountry ?? '');
	const listed = new ListedNumbers(defaultCountry);
	const damaged: DamagedEntry[] = [];
	const splitRows: SplitRow[] = [];
	const readEntry = createEntryReader(country);
	const add = ({ text, meaning }: ReadEntry, location: () => string) => {
		listed.add(meaning);
		const { damage } = meaning;
		if (damage !== undefined)
			damaged.push({ location: location(), entry: shortened(text), damage });
	};
	let count = 0;
	for (const row of rowsOf(list)) {
		count += 1;
		if (count % ROWS_IN_A_TURN === 0 || isLong(row)) yield;
		const split = isAmount(row, country) ? undefined : splitRow(row, country);
		if (split !== undefined) splitRows.push(split);
		else for (const entry of readEntry(row)) add(entry, row.location);
	}
	const join = rowJoiner(splitRows, country);
	for (const split of splitRows) {
		yield;
		const joined = join(split);
		if ('damage' in joined) damaged.push({ location: split.row.location(), ...joined });
		const { location } = split.row;
		for (const number of 'damage' in joined ? [] : joined.numbers) {
			const read = readEntry({ location, cells: [{ text: number }] });
			for (const entry of read) add(entry, location);
		}
	}
	if (damaged.length > 0) return unreadable(damaged);
	return listed.isEmpty ? { reason: emptyReason(list) } : listed;
}

/** An entry that is to protect somebody, and protects nobody. */
interface DamagedEntry {
	/** Where it stands in the list. */
	location: string;
	entry: string;
	/** What is wrong with it. */
	damage: string;
}

function unreadable(damaged: readonly DamagedEntry[]): UnreadableList {
	const shown = damaged.slice(0, MOST_DAMAGED_SHOWN);
	const sentences = shown.map(
		({ location, entry, damage }) => `${location}, "${entry}": ${damage}`,
	);
	const others = damaged.length - shown.length;
	const more = others > 0 ? `; and ${others} more` : '';
	const reason = `nobody can tell whom it protects. ${sentences.join('; ')}${more}. Correct the list where it comes from: until then nobody is called`;
	return { reason, entries: shown.map(({ entry }) => entry) };
}

const LONGEST_SHOWN = 60;

const shortened = (text: string) =>
	text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;

function emptyReason(list: unknown): string {
	const isEmpty = list === undefined || list === null || (typeof list === 'string' && !list.trim());
	const fault = isEmpty ? 'it is empty' : 'there is no phone number in it';
	return `${fault}. Enter the numbers, or remove the rule. If it comes from an expression, check that the names in the expression are right; a list that may be empty must be an array ([])`;
}
