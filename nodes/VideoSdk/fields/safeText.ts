import { dangerIn } from '../../../telephony/plainDigits.ts';
import { invalidInput } from '../errors/failure.ts';
import { fieldText } from './fieldText.ts';

/**
 * The text in a field that goes into a request as it is.
 *
 * @throws Failure when it has a line break in it or is not what it looks like: whoever gets it may put
 * it into a header
 */
export function safeText(field: string, value: unknown): string {
	return assertSafeText(field, fieldText(value));
}

/** The same for a value of any depth: all its texts, and all names in it. */
export function assertSafeText<T>(field: string, value: T): T {
	if (typeof value === 'string') {
		const danger = dangerIn(value);
		if (danger !== undefined) throw invalidInput(field, value, danger);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value)) {
			assertSafeText(field, key);
			assertSafeText(field, inner);
		}
	}
	return value;
}
