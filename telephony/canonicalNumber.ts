import { NUMBERING_RULES, type NumberingRule } from './numberingChanges.ts';
import { onFirstUse } from './onFirstUse.ts';

/** One way to write a number anew. */
interface Rewriting {
	/** What comes out where `number` is such a number. */
	rewrite(number: string): string | undefined;
	use: NumberingRule['use'];
}

/** No rule leads to another more than twice; no number is written anew for ever. */
const MOST_REWRITINGS = 4;

/** By what the spelling begins with: of most numbers that says that there is no rule, without any other look. */
type ByBeginning = ReadonlyMap<string, readonly Rewriting[]>;

const SHORTEST_BEGINNING = 2;
const LONGEST_BEGINNING = 6;

const toOne = onFirstUse(() => rewritings((spelling, other) => [other, spelling.one]));
const fromOne = onFirstUse(() => rewritings((spelling, other) => [spelling.one, other]));

/**
 * One spelling for all E.164 numbers that reach the same subscriber: `+54 9 11 2345 6789` and
 * `+54 11 2345 6789` are one phone. Whoever compares two numbers compares these. It is no number to dial:
 * see `numberInUse`.
 *
 * @param number E.164, with the +
 * @returns E.164, with the +; the number itself where its country knows one spelling only
 */
export function canonicalNumber(number: string): string {
	let canonical = number;
	for (let times = 0; times < MOST_REWRITINGS; times++) {
		const next = firstOf(rewritingsOf(canonical), canonical);
		if (next === undefined) break;
		canonical = next;
	}
	return canonical;
}

/** All spellings of a number that are the same subscriber, its own among them: the canonical one first. */
export function spellingsOf(number: string): string[] {
	const canonical = canonicalNumber(number);
	const spellings = new Set([canonical]);
	for (const spelling of spellings) {
		for (const { rewrite } of lookUp(fromOne(), spelling)) {
			const other = rewrite(spelling);
			// A rule that comes before may say that it is somebody else.
			if (other !== undefined && canonicalNumber(other) === canonical) spellings.add(other);
		}
	}
	return [...spellings.add(number)];
}

/** The ways to write a number anew that its beginning is in. */
export function rewritingsOf(number: string): readonly Rewriting[] {
	return lookUp(toOne(), number);
}

function firstOf(ways: readonly Rewriting[], number: string): string | undefined {
	for (const { rewrite } of ways) {
		const other = rewrite(number);
		if (other !== undefined) return other;
	}
	return undefined;
}

const NONE: readonly Rewriting[] = [];

function lookUp(ways: ByBeginning, number: string): readonly Rewriting[] {
	let found = NONE;
	if (!ways.has(number.slice(1, 1 + SHORTEST_BEGINNING))) return found;
	for (let length = SHORTEST_BEGINNING; length <= LONGEST_BEGINNING; length++) {
		const more = ways.get(number.slice(1, 1 + length));
		// The more a rule says of the beginning, the earlier it is tried.
		if (more?.length) found = found.length === 0 ? more : [...more, ...found];
	}
	return found;
}

function rewritings(
	direction: (spelling: NumberingRule['spellings'][number], other: string) => [string, string],
): ByBeginning {
	const ways = new Map<string, Rewriting[]>();
	for (const { spellings, parts, use } of NUMBERING_RULES) {
		for (const spelling of spellings) {
			for (const other of spelling.others) {
				const [from, to] = direction(spelling, other);
				const [known = ''] = /^\d*/.exec(from.slice(1)) ?? [];
				const beginning = known.slice(0, LONGEST_BEGINNING);
				const way = { rewrite: rewritingOf(from, to, parts), use };
				ways.set(beginning, [...(ways.get(beginning) ?? []), way]);
				// So that one look tells that there is none.
				const shortest = beginning.slice(0, SHORTEST_BEGINNING);
				ways.set(shortest, ways.get(shortest) ?? []);
			}
		}
	}
	return ways;
}

function rewritingOf(from: string, to: string, parts: NumberingRule['parts']) {
	const names: string[] = [];
	const shape = from.replace('+', '\\+').replace(/\{(\w+)\}/g, (_, name: string) => {
		names.push(name);
		return `(${parts[name]})`;
	});
	const pattern = new RegExp(`^${shape}$`);
	const written = to.replace(/\{(\w+)\}/g, (_, name: string) => `$${names.indexOf(name) + 1}`);
	return (number: string) => (pattern.test(number) ? number.replace(pattern, written) : undefined);
}
