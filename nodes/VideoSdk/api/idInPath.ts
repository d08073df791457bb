import { invalidInput } from '../errors/failure.ts';

/**
 * An ID as one part of a path. "." and ".." lead to another path however they are written (URL standard),
 * and nothing leads to a list in place of one thing.
 *
 * @throws Failure for those
 */
export function idInPath(id: string): string {
	if (!/^\.{0,2}$/.test(id)) return encodeURIComponent(id);
	throw invalidInput('ID', id, 'it is no ID of anything at VideoSDK');
}
