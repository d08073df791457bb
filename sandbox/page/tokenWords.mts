import type { PageRequest } from '../control/pageState.mts';
import { clockTime, lasting } from './times.mts';

const PERMISSIONS: Readonly<Record<string, string>> = {
	allow_join: 'join rooms without asking',
	ask_join: 'join rooms when somebody lets it in',
	allow_mod: 'moderate them',
};
const ROLES: Readonly<Record<string, string>> = {
	crawler: 'it may call the server API',
	rtc: 'it may join rooms, and not call the server API',
};

/** The claims of a request's token, a sentence each. The sandbox does not keep the token itself. */
export function tokenWords({ authorization, at }: PageRequest, apiKey: string): string[] {
	if (authorization === null) return ['No token came with it.'];
	const { prefix, algorithm, claims } = authorization;
	if (claims === null) return ['What came is not a token.'];
	const { apikey, version, permissions, roles, iat, exp, roomId, participantId } = claims;
	return [
		prefix === ''
			? 'It came bare, as VideoSDK wants it.'
			: `"${prefix}" stood before it, which VideoSDK does not want.`,
		`Signed with ${algorithm ?? 'nothing'}: only who has the API secret can do so, and the secret itself is not in it.`,
		apikey === apiKey
			? `apikey: it is for the account ${apiKey}, this one.`
			: `apikey: it is for the account ${String(apikey)}, and this one is ${apiKey}.`,
		validity(iat, exp, at),
		`version: ${String(version)}${version === 2 ? ', for the second version of the API' : ', and it should be 2'}.`,
		`permissions: ${listed(permissions, PERMISSIONS)}.`,
		`roles: ${listed(roles, ROLES)}.`,
		...(roomId === undefined ? [] : [`roomId: for the room ${String(roomId)} alone.`]),
		...(participantId === undefined ? [] : [`participantId: for ${String(participantId)} alone.`]),
	];
}

function validity(iat: unknown, exp: unknown, at: number): string {
	if (typeof exp !== 'number') return 'exp: it never expires, which VideoSDK does not take.';
	const until = `exp: valid until ${clockTime(exp * 1000)}`;
	if (typeof iat !== 'number') return `${until}.`;
	const age = lasting(at - iat * 1000);
	return `${until}, for ${lasting((exp - iat) * 1000)} in all; it was ${age} old.`;
}

function listed(values: unknown, meanings: Readonly<Record<string, string>>): string {
	if (!Array.isArray(values) || values.length === 0) return 'none';
	return values
		.map((value) => {
			const meaning = meanings[String(value)];
			return meaning === undefined ? String(value) : `${String(value)} (${meaning})`;
		})
		.join(', ');
}
