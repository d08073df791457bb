import { numberFacts, numberInSipUri } from '../../../../telephony/numberFacts.ts';
import { countryInWords } from '../../../../telephony/numberPlan.ts';
import { IS_SIP } from '../../../../telephony/sipUri.ts';
import { Failure } from '../../errors/failure.ts';

/**
 * A model that has misheard a number, or has none, writes one that looks right. A number that its
 * country gives out to nobody is dialed for a person who has typed it, and not for a model.
 *
 * @throws Failure when no country gives the number out
 */
export function checkInUse(field: string, address: string): void {
	const number = IS_SIP.test(address) ? (numberInSipUri(address) ?? '') : address;
	const facts = numberFacts(number);
	if (facts === undefined || facts.isInUse) return;
	const where = facts.country === undefined ? '' : ` in ${countryInWords(facts.country)}`;
	throw new Failure({
		code: 'invalidInput',
		message: `"${field}" must not be called: ${number} is not in use${where}, so an AI agent may have made it up or misheard it`,
		hint: 'No phone has rung. Ask the person for the number once more; a workflow without an agent dials it as it is.',
		forAgent:
			'No phone has rung. Ask the person to tell you the number again, digit by digit, with its country code. Do not change or guess digits, and do not try this number again.',
		callMayExist: false,
	});
}
