import { NOBODY, readDoNotCall, type DoNotCallList } from './doNotCall.ts';
import {
	emergencyBehindZero,
	emergencyInWords,
	emergencyNumber,
	emergencyNumberIn,
	isShortNumber,
	reachesEmergency,
} from './emergencyNumbers.ts';
import { numberFacts, tariffsOf, type NumberType } from './numberFacts.ts';
import { countryInWords, countryOf, numberInPlan } from './numberPlan.ts';
import { parseDestination, type Destination } from './phoneNumber.ts';
import { namesHost, readSipPrefix, sipPrefixAllows, sipPrefixOf } from './sipPrefix.ts';
import { readingsOf } from './sipSpellings.ts';
import { IS_SIP } from './sipUri.ts';
import { readSipUser, type SipUser } from './sipUser.ts';

/**
 * What the user says about whom may be called. A rule that is there must say something: one that an
 * expression has made `undefined` is no rule that was left out.
 */
export interface DialingSettings {
	/** ISO codes, in a list or a text with commas or spaces. */
	allowedCountries?: unknown;
	/**
	 * Beginnings of numbers (`+4790`, 4790) or SIP URIs (`sip:10`, `sip:anna@`), in a list or a text with
	 * commas. One with a host (`sip:anna@pbx.example.com`) names that host alone. They are allowed beside
	 * the countries.
	 */
	allowedPrefixes?: unknown;
	allowPremiumRate?: boolean;
	allowSatellite?: boolean;
	/** Emergency numbers and the other numbers of up to six digits. */
	allowEmergency?: boolean;
	/** Numbers and SIP URIs in any spelling, in a text, a list or n8n's items: see `readDoNotCall`. */
	doNotCall?: unknown;
	defaultCountry?: string;
}

/** The settings, read once for all items. */
export interface DialingRules extends DialingSettings {
	countries: readonly string[];
	prefixes: readonly string[];
	doNotCallList: DoNotCallList;
}

export type RefusalCode =
	| 'countryNotAllowed'
	| 'premiumRate'
	| 'satellite'
	| 'emergencyNumber'
	| 'shortNumber'
	| 'doNotCall'
	| 'notDialable';

export type Decision = { allowed: true } | { allowed: false; code: RefusalCode; reason: string };

const ALLOWED: Decision = { allowed: true };

/** A rule that says nothing that can be kept. */
export interface UnreadableRule {
	rule: 'allowedCountries' | 'allowedPrefixes' | 'doNotCall';
	reason: string;
	/** What `reason` quotes of a list of people's numbers. */
	entries?: readonly string[];
}

/**
 * Reads the settings. A generator, as a do-not-call list may be long: see `readDoNotCall`, and
 * `readDialingRules` for whoever need not give way.
 *
 * @returns the rule and the reason, when one cannot be kept: then nobody must be called
 */
export function* dialingRulesInTurns(
	settings: DialingSettings,
): Generator<undefined, DialingRules | UnreadableRule, undefined> {
	const countries = readList(settings, 'allowedCountries', /[,;\s]+/, readCountry);
	if ('reason' in countries) return countries;
	const prefixes = readList(settings, 'allowedPrefixes', /[,;\r\n]+/, readPrefix);
	if ('reason' in prefixes) return prefixes;
	const doNotCallList =
		'doNotCall' in settings
			? yield* readDoNotCall(settings.doNotCall, settings.defaultCountry)
			: NOBODY;
	if ('reason' in doNotCallList) return { rule: 'doNotCall', ...doNotCallList };
	return { ...settings, countries, prefixes, doNotCallList };
}

/** The same in one go. */
export function readDialingRules(settings: DialingSettings): DialingRules | UnreadableRule {
	const reading = dialingRulesInTurns(settings);
	let step = reading.next();
	while (!step.done) step = reading.next();
	return step.value;
}

const MOST_DIGITS_OF_AN_EXTENSION = 6;

type RuleEntry = { value: string } | { reason: string };

const EMPTY = 'it is empty. Fill it in, check the expression that gives it, or remove the rule';

/** Empty only where the rule is not there at all. */
function readList(
	settings: DialingSettings,
	rule: 'allowedCountries' | 'allowedPrefixes',
	separators: RegExp,
	read: (text: string) => RuleEntry,
): string[] | UnreadableRule {
	if (!(rule in settings)) return [];
	const given = settings[rule];
	const values: string[] = [];
	for (const one of Array.isArray(given) ? given : [given]) {
		const isNumber = typeof one === 'number' && Number.isSafeInteger(one) && one > 0;
		if (typeof one !== 'string' && !isNumber && one !== undefined && one !== null) {
			return { rule, reason: `it is ${inWords(one)} in place of a text or a list of texts` };
		}
		// Whoever has a gap in a list has not said what belongs there.
		if (Array.isArray(given) && typeof one !== 'string' && !isNumber) {
			return { rule, reason: `one of its entries is empty (${String(one)})` };
		}
		const texts = String(one ?? '').split(separators);
		for (const text of texts.map((part) => part.trim()).filter((part) => part !== '')) {
			const value = read(text);
			if ('reason' in value) return { rule, ...value };
			values.push(value.value);
		}
	}
	return values.length > 0 ? values : { rule, reason: EMPTY };
}

/** Short, as it stands in a message. */
function inWords(value: unknown): string {
	if (Array.isArray(value)) return 'a list within the list';
	return typeof value === 'object' ? 'an object' : String(value);
}

function readCountry(text: string): RuleEntry {
	const country = countryOf(text);
	return country
		? { value: country }
		: { reason: `"${text}" is not a country code such as US or NO` };
}

function readPrefix(text: string): RuleEntry {
	if (IS_SIP.test(text)) return readSipPrefix(text);
	const [, digits] = /^(?:\+|00)?([1-9]\d{0,14})$/.exec(text.replace(/[\s\-.()]/g, '')) ?? [];
	if (digits !== undefined) return { value: `+${digits}` };
	return { reason: `"${text}" is not the beginning of a number, such as +4790` };
}

/**
 * Whether a text, as the user or a model has written it, may be dialed: 911 is no number with a country
 * code, and the reason given here is the one that helps.
 */
export function mayDial(text: string, rules: DialingRules): Decision {
	const { defaultCountry, allowEmergency } = rules;
	const read = parseDestination(text, { defaultCountry, shortNumbers: allowEmergency });
	return mayDialDestination(read, rules);
}

/**
 * Whether a destination may be dialed that has been parsed already.
 *
 * @param destination read with the `defaultCountry` of the rules, and with `shortNumbers` as their
 * `allowEmergency` says, or always
 */
export function mayDialDestination(destination: Destination, rules: DialingRules): Decision {
	if (destination.kind === 'invalid') {
		const { emergencyNumber, shortNumber, reason } = destination;
		if (shortNumber !== undefined && !rules.allowEmergency) {
			return emergencyOrShort(shortNumber, rules);
		}
		// +1 911 is no possible number, and a carrier may connect it all the same.
		return emergencyNumber !== undefined && !rules.allowEmergency
			? refusedEmergency(emergencyNumber)
			: refused('notDialable', reason);
	}
	const { address } = destination;
	if (destination.kind === 'sipUri') return mayDialUri(address, rules);
	const refusals = [
		emergencyOrShort(address, rules),
		doNotCall(address, rules),
		// Where 112 rings is for the network to know. It got here because the user allows it.
		...(isShortNumber(address)
			? []
			: [allowedCost(address, rules), allowedPlace(address, [address], rules)]),
	];
	return firstRefusal(refusals);
}

function firstRefusal(decisions: readonly Decision[]): Decision {
	return decisions.find((one) => !one.allowed) ?? ALLOWED;
}

/**
 * A trunk reads a number in the part before the @, and telephone systems read more there than a
 * number. So every number is judged that it may be taken for.
 */
function mayDialUri(address: string, rules: DialingRules): Decision {
	const user = readSipUser(address);
	const readings = (digits: readonly string[]) => [
		...new Set(digits.flatMap((one) => readingsOf(one, rules.defaultCountry))),
	];
	const numbers = readings(user.numbers);
	const perhaps = readings(user.perhaps);
	const emergency = emergencyInUri(address, user, rules);
	return firstRefusal([
		// Of +1900_555_1234 the 555 is not what would be called.
		...(user.kind === 'dialString' ? [] : [emergency]),
		doNotCall(address, rules),
		...numbers.map((number) => allowedCost(number, rules)),
		emergency,
		...perhaps.map((number) => mayReach(address, allowedCost(number, rules))),
		dialString(address, user, rules),
		numberOfNoCountry(address, user, numbers, rules),
		allowedPlace(address, user.kind === 'number' ? numbers : [], rules),
	]);
}

/** What is refused for where it may lead, with the way to say what is meant. */
function mayReach(address: string, decision: Decision): Decision {
	if (decision.allowed) return decision;
	const reason = `${address} may be dialed as another number: ${decision.reason}. Write it with + and country code`;
	return { ...decision, reason };
}

/** Names with a few digits are people's. A code with digits may do anything: *67 hides who calls. */
function dialString(address: string, { kind }: SipUser, rules: DialingRules): Decision {
	if (kind !== 'dialString' || isNamed(address, rules)) return ALLOWED;
	return refused(
		'notDialable',
		`what stands before the @ in ${address} is neither a phone number nor a name, but a code for a telephone system. Use a phone number with + and country code, or a SIP URI such as sip:+14155550123@sip.example.com; whoever runs the workflow can allow the code by naming it under Allowed Prefixes`,
	);
}

/** Nobody can say what such a number costs. Fewer digits are the extensions of telephone systems. */
function numberOfNoCountry(
	address: string,
	user: SipUser,
	readings: readonly string[],
	rules: DialingRules,
): Decision {
	const [number = ''] = user.kind === 'number' ? user.numbers : [];
	const isLong = number.startsWith('+') || number.length > MOST_DIGITS_OF_AN_EXTENSION;
	// What is in an emergency's shape was allowed by the user.
	const isKnown = readings.length > 0 || emergencyNumberIn(number) !== undefined;
	if (!isLong || isKnown || isNamed(address, rules)) return ALLOWED;
	const impossible = /^sips?:\+/i.test(address) ? numberInPlan(number)?.impossible : undefined;
	if (impossible !== undefined) {
		return refused('notDialable', `${address} reaches nobody: ${impossible}`);
	}
	return refused(
		'notDialable',
		`nobody can say to which country the number in ${address} belongs, and so what it costs. Write it with + and country code, such as sip:+14155550123@sip.example.com; whoever runs the workflow can also add Safety > Default Country, or name it under Allowed Prefixes`,
	);
}

/** "sip:" alone allows people and numbers, and names no code. */
function isNamed(address: string, { prefixes }: DialingRules): boolean {
	return prefixes.some((prefix) => /^sips?:./.test(prefix) && sipPrefixAllows(prefix, address));
}

/** Desks of telephone systems have such numbers too, so one that is named with its host is allowed. */
function emergencyInUri(
	address: string,
	{ kind, ...user }: SipUser,
	rules: DialingRules,
): Decision {
	const isDesk = rules.prefixes.some(
		(prefix) => namesHost(prefix) && sipPrefixAllows(prefix, address),
	);
	if (rules.allowEmergency || isDesk || kind === 'name') return ALLOWED;
	const direct = user.numbers.map((one) =>
		isShortNumber(one) ? emergencyNumber(one) : emergencyNumberIn(one),
	);
	const behind = [...user.numbers.map(emergencyBehindZero), ...user.perhaps.map(reachesEmergency)];
	const emergency = [...direct, ...behind].find((one) => one !== undefined);
	if (emergency === undefined) return ALLOWED;
	const rule = sipPrefixOf(address);
	return refused(
		'emergencyNumber',
		`${emergencyInWords(emergency)}, and ${address} may reach it. If it is a desk of a telephone system, whoever runs the workflow can allow it by naming it with its host under Allowed Prefixes${rule === undefined ? '' : `: ${rule}`}`,
	);
}

function emergencyOrShort(number: string, { allowEmergency }: DialingRules): Decision {
	if (allowEmergency) return ALLOWED;
	const emergency = emergencyNumberIn(number);
	if (emergency !== undefined) return refusedEmergency(emergency);
	if (!isShortNumber(number)) return ALLOWED;
	return refused('shortNumber', `${number} is a short number, as services have`);
}

function refusedEmergency(number: string): Decision {
	return refused('emergencyNumber', emergencyInWords(number));
}

function doNotCall(address: string, { doNotCallList }: DialingRules): Decision {
	if (!doNotCallList.has(address)) return ALLOWED;
	return refused('doNotCall', `${address} is on the do-not-call list`);
}

/** Numbers for which the caller pays more, some of it to whoever is called: what fraud lives on. */
const DEAR: ReadonlyMap<NumberType, string> = new Map<NumberType, string>([
	['premiumRate', 'a premium-rate number'],
	['sharedCost', 'a shared-cost number, which may cost as much as premium rate'],
	// 070 in the United Kingdom, +878: they look like mobile phones.
	['personal', 'a personal number, which may cost as much as premium rate'],
]);

function allowedCost(number: string, { allowPremiumRate, allowSatellite }: DialingRules): Decision {
	const tariffs = [...tariffsOf(number)];
	if (!allowSatellite && tariffs.includes('satellite')) {
		return refused('satellite', `${number} is a number of a satellite or global network`);
	}
	const dear = allowPremiumRate ? undefined : tariffs.find((type) => DEAR.has(type));
	return dear === undefined ? ALLOWED : refused('premiumRate', `${number} is ${DEAR.get(dear)}`);
}

function allowedPlace(
	address: string,
	withCode: string[],
	{ countries, prefixes }: DialingRules,
): Decision {
	if (countries.length === 0 && prefixes.length === 0) return ALLOWED;
	const mayBegin = (text: string) =>
		prefixes.some((prefix) =>
			IS_SIP.test(text) ? sipPrefixAllows(prefix, text) : text.startsWith(prefix),
		);
	if (mayBegin(address)) return ALLOWED;
	const outside = withCode.find((number) => !mayBegin(number) && !isIn(number, countries));
	if (withCode.length > 0 && outside === undefined) return ALLOWED;
	const allowed = [...countries.map(countryInWords), ...prefixes].join(', ');
	return refused('countryNotAllowed', `${whereIs(outside ?? address)}. Allowed are: ${allowed}`);
}

/** A number that may be in several countries is in an allowed one only if all of them are. */
function isIn(number: string, countries: readonly string[]): boolean {
	const possible = numberFacts(number)?.possibleCountries ?? [];
	return possible.length > 0 && possible.every((country) => countries.includes(country));
}

function whereIs(address: string): string {
	const facts = numberFacts(address);
	if (facts?.country) return `${address} is in ${countryInWords(facts.country)}`;
	if (facts === undefined) return `${address} is in no country that can be told`;
	return facts.possibleCountries.length === 0
		? `${address} belongs to no country`
		: `${address} is not in use, so nobody can say in which country it is`;
}

function refused(code: RefusalCode, reason: string): Decision {
	return { allowed: false, code, reason };
}
