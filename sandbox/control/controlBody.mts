import type { ApiContext } from '../api/apiEnv.mts';
import { parseJson, readText } from '../api/readBody.mts';
import { Refusal } from '../api/refusal.mts';

/** The JSON body of a control request. */
export async function controlBody(c: ApiContext): Promise<unknown> {
	const text = await readText(c.env.incoming);
	if (text === undefined) throw new Refusal(413, 'The body is too large.');
	const body = parseJson(text);
	if (body === undefined) throw new Refusal(400, 'The body is not valid JSON.');
	return body;
}
