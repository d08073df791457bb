import {
	mayDial,
	readDialingRules,
	type Decision,
	type DialingRules,
} from '../../../../protocol/dialingRules.ts';
import type { ParamsOf } from '../../engine/defineOperation.ts';
import { Failure, notAllowed } from '../../engine/failure.ts';
import { withCountryCodes } from '../../fields/country.ts';
import { fieldText } from '../../fields/fieldText.ts';
import {
	allowedCountriesField,
	allowedPrefixesField,
	type allowNumbersField,
	type defaultCountryField,
	doNotCallField,
} from './numberRuleFields.ts';
import { listOf } from './outboundParams.ts';

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

/** Whether a number may be reached; some are refused without any rule. */
export function decideNumber(number: unknown, safety: NumberRules): Decision {
	return mayDial(fieldText(number), rulesOf(safety));
}

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

/** The rules of the last item are most often those of the next: a long list is read once. */
let last: { settings: string; rules: DialingRules } | undefined;

function rulesOf(safety: NumberRules): DialingRules {
	const allowed = listOf(safety.allowNumbers);
	const settings = {
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
	// JSON leaves out what an expression has made undefined, which is not the same as no rule.
	const written = JSON.stringify([Object.keys(settings), settings]);
	if (last?.settings === written) return last.rules;
	const rules = readDialingRules(settings);
	if ('reason' in rules) {
		const field = RULES_WITH_A_LIST.find(({ name }) => name === rules.rule);
		throw unreadableRule(field?.displayName ?? rules.rule, rules.reason);
	}
	last = { settings: written, rules };
	return rules;
}
