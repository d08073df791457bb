import { Metadata, type PhoneNumber } from 'libphonenumber-js/core';
// All of it: the smaller sets do not tell premium-rate numbers from others.
import metadata from 'libphonenumber-js/max/metadata';

/** What kind of number it is, as libphonenumber names it. */
export type PlannedType = NonNullable<ReturnType<PhoneNumber['getType']>>;

/**
 * The plan of a country, or of a code of the whole world. libphonenumber-js compiles the patterns of a
 * plan anew for each number that it is asked about, which is nine tenths of what reading one costs.
 */
interface NationalPlan {
	readonly callingCode: string;
	/** How many digits its numbers have behind the calling code. */
	readonly lengths: readonly number[];
	/** What the country dials before its own numbers: "0". Empty where it dials nothing. */
	readonly trunkPrefix: string;
	/** All that may stand before a number within the country, as libphonenumber reads it. */
	readonly beforeNumber: RegExp;
	/** What leads abroad. */
	readonly exitCode: RegExp;
	/** How its numbers begin, among those of the countries that share its calling code. */
	readonly beginning: RegExp;
	/**
	 * @param national what follows the calling code
	 * @returns undefined where it gives out no such numbers
	 */
	typeOf(national: string): PlannedType | undefined;
}

/** What a plan of libphonenumber-js has, with and without its documented types. */
interface LibraryPlan {
	callingCode?(): string;
	leadingDigits(): string | undefined;
	possibleLengths(): number[];
	IDDPrefix(): string;
	nationalPrefix?(): string | 0;
	nationalPrefixForParsing?(): string | 0;
	nationalNumberPattern?(): string;
	type?(type: PlannedType): { pattern(): string; possibleLengths(): number[] } | undefined;
}

interface PlanSelection {
	selectNumberingPlan(code: string): void;
	numberingPlan?: LibraryPlan;
}

const plans = new Map<string, NationalPlan>();

/** @param code ISO code of a country that has a plan, or a calling code that is assigned */
export function nationalPlan(code: string): NationalPlan {
	const known = plans.get(code);
	if (known !== undefined) return known;
	const selection: PlanSelection = new Metadata(metadata);
	selection.selectNumberingPlan(code);
	const { numberingPlan } = selection;
	if (numberingPlan === undefined) throw new Error(`There is no numbering plan of ${code}.`);
	const plan = planFrom(numberingPlan, code);
	plans.set(code, plan);
	return plan;
}

function planFrom(plan: LibraryPlan, code: string): NationalPlan {
	let readType: NationalPlan['typeOf'] | undefined;
	return {
		callingCode: plan.callingCode?.() ?? code,
		lengths: plan.possibleLengths(),
		trunkPrefix: plan.nationalPrefix?.() || '',
		beforeNumber: new RegExp(`^(?:${plan.nationalPrefixForParsing?.() || '(?!)'})`),
		exitCode: new RegExp(`^(?:${plan.IDDPrefix()})`),
		beginning: new RegExp(`^(?:${plan.leadingDigits() ?? ''})`),
		typeOf: (national) => (readType ??= typeReader(plan))(national),
	};
}

/** Behind landlines and mobile phones, in the order in which libphonenumber looks for them. */
const OTHER_TYPES: readonly PlannedType[] = [
	'PREMIUM_RATE',
	'TOLL_FREE',
	'SHARED_COST',
	'VOIP',
	'PERSONAL_NUMBER',
	'PAGER',
	'UAN',
	'VOICEMAIL',
];

function typeReader(plan: LibraryPlan): NationalPlan['typeOf'] {
	const isOfPlan = wholePattern(plan.nationalNumberPattern?.() ?? '');
	const isFixedLine = matcher(plan, 'FIXED_LINE');
	const isMobile = matcher(plan, 'MOBILE');
	const others = OTHER_TYPES.map((type) => ({ type, isOfType: matcher(plan, type) }));
	return (national) => {
		if (!isOfPlan.test(national)) return undefined;
		if (isFixedLine?.(national)) {
			// Without a pattern of their own, mobile phones have the numbers of landlines.
			const isEither = isMobile === undefined || isMobile(national);
			return isEither ? 'FIXED_LINE_OR_MOBILE' : 'FIXED_LINE';
		}
		if (isMobile?.(national)) return 'MOBILE';
		return others.find(({ isOfType }) => isOfType?.(national))?.type;
	};
}

/** @returns undefined where a plan has no pattern for such numbers */
function matcher(
	plan: LibraryPlan,
	name: PlannedType,
): ((national: string) => boolean) | undefined {
	const type = plan.type?.(name);
	const written = type?.pattern() ?? '';
	if (type === undefined || written === '') return undefined;
	const lengths = type.possibleLengths();
	const pattern = wholePattern(written);
	return (national) => lengths.includes(national.length) && pattern.test(national);
}

function wholePattern(pattern: string): RegExp {
	return new RegExp(`^(?:${pattern})$`);
}
