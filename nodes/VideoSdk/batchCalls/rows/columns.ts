import { ROW_KEY_COLUMN } from '../../../../videosdk/batchCall.ts';
import { entriesWithAnyText, withoutTwins } from '../../fields/pairs.ts';
import { invalidInput } from '../../errors/failure.ts';
import { defused } from './csv.ts';

const VARIABLES = 'Agent Variables';

/**
 * The further columns of a row, by their names.
 *
 * @throws Failure for a name that could be no column beside those that the node writes
 */
export function columnsOf(variables: object, numberColumn: string): Record<string, string> {
	const entries = entriesWithAnyText(variables, 'variable', 'name', VARIABLES);
	for (const [name] of entries) {
		if (isSameColumn(name, ROW_KEY_COLUMN) || isSameColumn(name, numberColumn)) {
			throw invalidInput(VARIABLES, name, 'the node has its own column of that name');
		}
		if (defused(name) !== name) {
			const reason = 'a spreadsheet takes such a name for a formula. Begin it with a letter';
			throw invalidInput(VARIABLES, name, reason);
		}
	}
	return withoutTwins(entries, VARIABLES, (name) => name);
}

/** Nobody knows how exactly VideoSDK reads names: beside "phoneNumber", "Phone Number" might be dialed. */
const isSameColumn = (one: string, other: string) => plainName(one) === plainName(other);
const plainName = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');
