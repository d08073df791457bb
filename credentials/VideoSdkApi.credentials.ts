import { hash } from 'node:crypto';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { DEFAULT_BASE_URL, parseBaseUrl, resolveUrl } from '../videosdk/baseUrl.ts';
import { CredentialProblem } from '../videosdk/credentialProblem.ts';
import {
	PARTICIPANT_TOKEN_LIFETIME_SECONDS,
	TOKEN_KEY,
	tokenOrderIn,
} from '../videosdk/participantToken.ts';
import { mintToken } from '../videosdk/token.ts';
import { isRecord } from '../videosdk/wire.ts';

/** Short, since a token of a request that went wrong may lie in somebody's proxy log. */
const TOKEN_LIFETIME_SECONDS = 10 * 60;
/** What is left of a token's life when a new one is signed (the server SDK does the same). */
const FRESH_SECONDS = 60;
/** Far more than one n8n has; keeps a process that sees many credentials from growing. */
const MOST_TOKENS_KEPT = 100;

/** Tokens by a hash of key and secret, so that a list of items costs one signature. */
const tokens = new Map<string, { token: string; expiresAt: number }>();

export class VideoSdkApi implements ICredentialType {
	name = 'videoSdkApi';

	displayName = 'VideoSDK API';

	icon = { light: 'file:../icons/videosdk.svg', dark: 'file:../icons/videosdk.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk#the-credential-videosdk-api';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'From the API Keys page of the VideoSDK dashboard',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'The secret beside the API key. It signs short-lived tokens inside n8n and is never sent.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description:
				'Where requests and tokens go. Change it only for the sandbox or a proxy of your own.',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const baseUrl = parseBaseUrl(text(credentials.baseUrl));
		if (baseUrl.problem !== undefined) throw new CredentialProblem(baseUrl.problem);
		const { baseURL, url, uri, headers, ...rest }: LegacyRequestOptions = requestOptions;
		const path = url ?? uri;
		if (path === undefined) throw new CredentialProblem('The request has no address');
		const address = baseURL ? joinUrl(baseURL, path) : path;
		return {
			...rest,
			url: resolveUrl(baseUrl.url, address),
			headers: { ...headers, Authorization: freshToken(credentials) },
			...withParticipantToken(requestOptions.body, credentials),
			// A redirect would carry the token to a host that nobody has checked.
			...(url === undefined ? { followRedirect: false } : { disableFollowRedirect: true }),
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim() }}',
			url: '/v2/rooms',
			qs: { page: 1, perPage: 1 },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'VideoSDK refused this key and secret. Copy both again from the API Keys page of the dashboard, and check that the account is active and the clock of this n8n is right. The VideoSDK node tells which: resource Account, Check Set-Up',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'Nothing of VideoSDK answers at this base URL',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'VideoSDK knows this key but does not let it use the server API. The VideoSDK node tells more: resource Account, Check Set-Up',
				},
			},
		],
	};
}

/** n8n's HTTP Request node still speaks in the terms of an older library. */
type LegacyRequestOptions = Partial<IHttpRequestOptions> & { uri?: string };

/** A token for these credentials: the last one while it is fresh, else a new one. */
function freshToken(credentials: ICredentialDataDecryptedObject): string {
	const apiKey = text(credentials.apiKey);
	const apiSecret = text(credentials.apiSecret);
	if (!apiKey || !apiSecret) {
		throw new CredentialProblem('The VideoSDK credential has no API key or no API secret');
	}
	const now = Math.floor(Date.now() / 1000);
	const owner = hash('sha256', `${apiKey}\n${apiSecret}`, 'base64');
	const kept = tokens.get(owner);
	// Signed in the future means that the clock was set back since; such a token may be refused.
	const isFresh = kept !== undefined && kept.expiresAt - FRESH_SECONDS > now;
	if (isFresh && kept.expiresAt - TOKEN_LIFETIME_SECONDS <= now) return kept.token;

	const token = mintToken({
		apiKey,
		apiSecret,
		issuedAt: now,
		lifetimeSeconds: TOKEN_LIFETIME_SECONDS,
	});
	tokens.delete(owner);
	tokens.set(owner, { token, expiresAt: now + TOKEN_LIFETIME_SECONDS });
	if (tokens.size > MOST_TOKENS_KEPT) tokens.delete(tokens.keys().next().value ?? owner);
	return token;
}

/** The body with the participant token that it orders; nothing for a body that orders none. */
function withParticipantToken(
	body: IHttpRequestOptions['body'],
	credentials: ICredentialDataDecryptedObject,
): Pick<IHttpRequestOptions, 'body'> {
	const order = tokenOrderIn(body);
	if (!order || !isRecord(body)) return {};
	const token = mintToken({
		apiKey: text(credentials.apiKey),
		apiSecret: text(credentials.apiSecret),
		issuedAt: Math.floor(Date.now() / 1000),
		lifetimeSeconds: PARTICIPANT_TOKEN_LIFETIME_SECONDS,
		permissions: ['allow_join'],
		roles: ['rtc'],
		...order,
	});
	return { body: { ...body, [TOKEN_KEY]: token } };
}

function joinUrl(baseURL: string, url: string): string {
	return `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

/** Pasted values come with spaces and line breaks around them. */
function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
