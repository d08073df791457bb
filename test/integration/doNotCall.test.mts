import { describe, expect, test } from 'vitest';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';

const { sandbox, call } = useCallingWorkflow();

const NORA = '+4790000001';
const OLA = '+4790000002';
const UMA = '+12025550100';
const VIC = '+14155550100';
const DAN = '+4915123456789';

describe('a list with an entry that has lost digits: no phone rings, not even for the others', () => {
	test.each<[string, string, string, { defaultCountry?: string }?]>([
		['rounded by a spreadsheet', '1.20256E+10', '"1.20256E+10"'],
		['rounded, beside good numbers', `${NORA}\n1.20256E+10`, 'line 2, "1.20256E+10"'],
		[
			"rounded, in a field of n8n's items",
			`={{ [{ json: { phone: "${NORA}" } }, { json: { phone: "1.20256E+10" } }] }}`,
			'entry 2, "1.20256E+10"',
		],
		['masked', '202-555-XX00', 'some of its digits are hidden'],
		['cut off', '+49 151 2345...', 'it was cut off'],
		['too short', '={{ ["+1202555"] }}', 'fewer digits than a number of its country'],
		['without its last zeros', '={{ [202.55501] }}', 'it is a number with decimals'],
		['a hash', 'd41d8cd98f00b204e9800998ecf8427e', 'made of one (a hash)'],
		['in two columns, or two numbers', '202,5550100', 'one number in pieces, or several'],
		['with a word that no keypad has', '1-800-FLOWER', 'nobody can tell which number it is'],
		[
			'without a digit of its country',
			'202555010',
			'of the United States',
			{ defaultCountry: 'US' },
		],
	])('%s', async (_what, doNotCall, reason, more = {}) => {
		const safety = { doNotCall, ...more, whenNotAllowed: 'skip' };
		const { status, error } = await call({ to: [OLA, UMA], parameters: { safety } });
		expect(status).toBe('error');
		expect(error?.message).toContain('The rule "Do-Not-Call List" cannot be kept: ');
		expect(error?.message).toContain(reason);
		expect(error?.description).toContain('Correct the rule "Do-Not-Call List" under Safety');
		expect(error?.context).toMatchObject({
			details: { code: 'invalidInput', callMayExist: false },
		});
		expect(sandbox().journal()).toEqual([]);
		expect(sandbox().rings()).toEqual({});
	});

	test('with Mask Numbers on, most digits of the entry are hidden', async () => {
		const safety = { doNotCall: '+1 202 555 0X99' };
		const { error } = await call({
			to: [OLA],
			parameters: { safety },
			options: { maskNumbers: true },
		});
		expect(error?.message).toContain('"+* *** *** 0X99"');
		expect(`${error?.message} ${error?.description}`).not.toContain('202 555');
	});
});

test.each([
	['the same for all items', `${NORA}\n1.20256E+10`],
	['that an expression gives anew for each item', `={{ ["${NORA}", "1.20256E+10"] }}`],
])('of a damaged list %s, each item tells the same', async (_what, doNotCall) => {
	const { items } = await call({
		to: [OLA, UMA, VIC],
		parameters: { safety: { doNotCall, whenNotAllowed: 'skip' } },
		settings: { onError: 'continueRegularOutput' },
	});
	const errors = items.map(({ json }) => json.error);
	expect(errors).toEqual(Array.from({ length: 3 }, () => errors[0]));
	expect(errors[0]).toContain('The rule "Do-Not-Call List" cannot be kept: ');
	expect(sandbox().rings()).toEqual({});
});

describe('who is on the list is not rung, the others once', () => {
	test.each<[string, string, string | undefined, string, string]>([
		['in two columns of a registry', '202,5550100\n202,5550101\n415,5550199', 'US', UMA, VIC],
		[
			'in two columns of n8n’s items',
			'={{ [{ area: "202", phone: "5550100" }, { area: "415", phone: "5550199" }] }}',
			'US',
			UMA,
			VIC,
		],
		['with all its digits in an exponent', '2.0255501E9', 'US', UMA, VIC],
		['as an amount', '4,915,123,456,789', undefined, DAN, NORA],
		['without its +', '={{ [4915123456789] }}', 'DE', DAN, NORA],
		['without its +, as another country’s', '={{ ["4792345678"] }}', 'US', '+4792345678', UMA],
		['as a word on a keypad', '={{ ["1-800-FLOWERS", "+4790000001"] }}', 'US', '+18003569377', UMA],
		['among the fields of a table', 'id;tel\n1;90000001\n2;90000003', 'NO', NORA, OLA],
	])('%s', async (_what, doNotCall, defaultCountry, listed, other) => {
		const country = defaultCountry === undefined ? {} : { defaultCountry };
		const safety = { doNotCall, ...country, whenNotAllowed: 'skip' };
		const { items } = await call({ to: [listed, other], parameters: { safety } });
		expect(items.map(({ json }) => json.code)).toEqual(['doNotCall', undefined]);
		expect(sandbox().rings()).toEqual({ [other]: 1 });
	});

	test.each([
		['+54 11 2345 6789', '+54 9 11 2345 6789'],
		['+54 9 11 2345 6789', '+54 11 2345 6789'],
		['+39 6 1234 5678', '+39 06 1234 5678'],
		['+229 97 12 34 56', '+229 01 97 12 34 56'],
		['+52 1 55 1234 5678', '+52 55 1234 5678'],
		['+55 11 8765 4321', '+55 11 98765 4321'],
		['Ana (old): +55 11 8765 4321', '+55 11 98765 4321'],
	])('listed as %s, the same person is not rung as %s', async (listed, to) => {
		const safety = { doNotCall: listed, whenNotAllowed: 'skip' };
		const { items } = await call({ to: [to, OLA], parameters: { safety } });
		expect(items.map(({ json }) => json.code)).toEqual(['doNotCall', undefined]);
		expect(sandbox().rings()).toEqual({ [OLA]: 1 });
	});

	test('a list of 100,000 numbers is kept for every item, and read while n8n goes on working', async () => {
		const doNotCall = `={{ Array.from({ length: 100000 }, (_, index) => "+4791" + (100000 + index)) }}`;
		const safety = { doNotCall, whenNotAllowed: 'skip' };
		const { items } = await call({
			to: ['+4791100000', NORA, '+4791199999'],
			parameters: { safety },
		});
		expect(items.map(({ json }) => json.code)).toEqual(['doNotCall', undefined, 'doNotCall']);
		expect(sandbox().rings()).toEqual({ [NORA]: 1 });
	});

	test('a list that differs from item to item counts for its own item', async () => {
		const safety = { doNotCall: '={{ [$json.to, "+4790000009"].slice($itemIndex % 2) }}' };
		const { items } = await call({
			to: [NORA, OLA],
			parameters: { safety: { ...safety, whenNotAllowed: 'skip' } },
		});
		expect(items.map(({ json }) => json.code)).toEqual(['doNotCall', undefined]);
		expect(sandbox().rings()).toEqual({ [OLA]: 1 });
	});
});
