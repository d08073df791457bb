import {
	dialingRulesInTurns,
	type DialingRules,
	type DialingSettings,
	type UnreadableRule,
} from '../../../../telephony/dialingRules.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import { Failure, notAllowed } from '../../errors/failure.ts';
import { inTurns } from '../../time/turns.ts';
import { withCountryCodes } from '../../fields/country.ts';
import { fieldText } from '../../fields/fieldText.ts';
import {
	allowedCountriesField,
	allowedPrefixesField,
	type allowNumbersField,
	type defaultCountryField,
	doNotCallField,
} from '../../fields/numberRuleFields.ts';
import { listOf } from '../fields/outboundParams.ts';

/** What the "Safety" block of any operation may say about numbers. */
export type NumberRules = Partial<
	ParamsOf<
		[
			typeof allowNumbersField,
			typeof allowedCountriesField,
			typeof allowedPrefixesField,
			typeof defaultCountryField,
			typeof doNotCallField,
		]
	>
>;

/** @param field where the number stands */
export function numberRefused(field: string, reason: string): Failure {
	return notAllowed(
		`"${field}" must not be called: ${reason}`,
		'No phone has rung for this item. Whether such numbers may be called is said under Safety.',
		'No phone has rung. Do not try the same number in another spelling: tell whoever asked why it is not called.',
	);
}

/** A rule that says nothing that can be kept: as if everybody were forbidden by it. */
export function unreadableRule(rule: string, reason: string): Failure {
	return new Failure({
		code: 'invalidInput',
		message: `The rule "${rule}" cannot be kept: ${reason}`,
		hint: `Correct the rule "${rule}" under Safety. No phone has rung for this item.`,
		forAgent:
			'No phone has rung. Nobody can be called until whoever runs the workflow has corrected this rule: tell them so, and do not try again.',
		callMayExist: false,
	});
}

const RULES_WITH_A_LIST = [allowedCountriesField, allowedPrefixesField, doNotCallField];

/** What was read: rules, or why one of them cannot be kept. */
type RulesRead = DialingRules | UnreadableRule;

/** What has been read of the rules that are the same for several items. */
const known = new WeakMap<NumberRules, RulesRead>();

/** The rules of the last item are most often those of the next: a long list is read once. */
let last: { settings: DialingSettings; rules: RulesRead } | undefined;

/**
 * Reads the rules of an item, and gives n8n its turn while a list is long.
 *
 * @param hidesNumbers whether an entry of a list that is wrong is told with most of its digits hidden
 * @throws Failure for a rule that cannot be kept
 */
export async function readNumberRules(
	safety: NumberRules,
	hidesNumbers = false,
): Promise<DialingRules> {
	const rules = known.get(safety) ?? (await readSettings(settingsOf(safety)));
	known.set(safety, rules);
	if (!('reason' in rules)) return rules;
	throw unkeptRule(hidesNumbers ? withoutEntries(rules) : rules);
}

async function readSettings(settings: DialingSettings): Promise<RulesRead> {
	if (last !== undefined && isSame(last.settings, settings)) return last.rules;
	const rules = await inTurns(dialingRulesInTurns(settings));
	last = { settings: copyOf(settings), rules };
	return rules;
}

function unkeptRule({ rule, reason }: UnreadableRule): Failure {
	const field = RULES_WITH_A_LIST.find(({ name }) => name === rule);
	return unreadableRule(field?.displayName ?? rule, reason);
}

function withoutEntries({ rule, reason, entries = [] }: UnreadableRule): UnreadableRule {
	const hidden = (entry: string) => entry.replace(/\d(?=(?:\D*\d){3})/g, '*');
	return {
		rule,
		reason: entries.reduce((text, entry) => text.replaceAll(entry, hidden(entry)), reason),
	};
}

function settingsOf(safety: NumberRules): DialingSettings {
	const allowed = listOf(safety.allowNumbers);
	return {
		// A rule whose expression gives nothing is there all the same.
		...Object.fromEntries(
			RULES_WITH_A_LIST.flatMap(({ name }) => (name in safety ? [[name, safety[name]]] : [])),
		),
		...('allowedCountries' in safety
			? { allowedCountries: withCountryCodes(safety.allowedCountries) }
			: {}),
		allowEmergency: allowed.includes('emergency'),
		allowPremiumRate: allowed.includes('premiumRate'),
		allowSatellite: allowed.includes('satellite'),
		defaultCountry: fieldText(safety.defaultCountry) || undefined,
	};
}

/**
 * Whether two values say the same: what an expression gives is made anew for each item. That two are
 * one object says nothing, as a list may have grown since.
 */
function isSame(one: unknown, other: unknown): boolean {
	if (!holdsValues(one) || !holdsValues(other)) return Object.is(one, other);
	const keys = Object.keys(one);
	if (Array.isArray(one) !== Array.isArray(other) || keys.length !== Object.keys(other).length) {
		return false;
	}
	// Dates, maps and the like have no keys of their own: they are never taken for the same.
	if (keys.length === 0 && !Array.isArray(one)) return false;
	return keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

/** Under names, or in a list under its indexes. */
function holdsValues(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

/** As a value is now. What holds itself is never taken for the same. */
function copyOf<T>(value: T, within?: ReadonlySet<unknown>): T;
function copyOf(value: unknown, within: ReadonlySet<unknown> = new Set()): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (within.has(value)) return undefined;
	const here = new Set([...within, value]);
	if (Array.isArray(value)) return value.map((one: unknown) => copyOf(one, here));
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one, here)]));
}
