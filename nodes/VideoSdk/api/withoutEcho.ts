import { withoutText } from '../../../videosdk/withoutSecrets.ts';
import type { JsonObject } from '../../../videosdk/wire.ts';
import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';

/**
 * Does something for which VideoSDK is sent a password. Neither what comes of it nor an error tells the
 * password, should VideoSDK say it back.
 *
 * @param password undefined where none is sent
 */
export async function withoutEcho<T extends JsonObject | JsonObject[]>(
	password: string | undefined,
	work: Promise<T>,
): Promise<T> {
	if (password === undefined) return await work;
	try {
		return withoutText(await work, password);
	} catch (error) {
		const failure = new Failure(withoutText(failureOf(error).facts, password));
		throw failure;
	}
}
