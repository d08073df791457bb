import type { INodeProperties } from 'n8n-workflow';
import { dangerIn } from '../../../telephony/plainDigits.ts';
import { parseDestination } from '../../../telephony/phoneNumber.ts';
import { invalidInput, missingInput } from '../errors/failure.ts';
import { textListParam } from './fieldValues.ts';
import { assertSafeText, safeText } from './safeText.ts';

// What the account has for calls to and from carriers: fields of gateways, numbers and routing rules.

export const directionField = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Inbound', value: 'inbound', description: 'For calls that come in' },
		{ name: 'Outbound', value: 'outbound', description: 'For calls that go out' },
	],
	default: 'outbound',
	description: 'Which way the calls go',
} as const satisfies INodeProperties;

export const nameField = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'Sales, United States',
	description: 'How it is called in the VideoSDK dashboard and in lists',
} as const satisfies INodeProperties;

export const addressField = {
	displayName: 'Address',
	name: 'address',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'sip.carrier.example:5061',
	description: 'The host of the carrier, with its port where it has one',
} as const satisfies INodeProperties;

export const transportField = {
	displayName: 'Transport',
	name: 'transport',
	type: 'options',
	options: [
		{ name: 'TCP', value: 'tcp', description: 'Not encrypted' },
		{ name: 'TLS', value: 'tls', description: 'Encrypted' },
		{ name: 'UDP', value: 'udp', description: 'Not encrypted' },
	],
	default: 'tls',
	description: 'How SIP goes to the carrier',
} as const satisfies INodeProperties;

export const usernameField = {
	displayName: 'Username',
	name: 'username',
	type: 'string',
	default: '',
	description: 'The login at the carrier, where it needs one',
} as const satisfies INodeProperties;

export const passwordField = {
	displayName: 'Password',
	name: 'password',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'Belongs to Username. Whoever may open the workflow can read it.',
} as const satisfies INodeProperties;

/** Read by `loginOf`: what is wrong with a password must not show it. */
export const LOGIN_AS_GIVEN = [passwordField.name];

export const regionField = {
	displayName: 'Region',
	name: 'geoRegion',
	type: 'options',
	options: [
		{ name: 'Automatic', value: 'auto', description: 'Where the called number is' },
		{ name: 'India (IN002)', value: 'in002', description: 'Always in India' },
		{
			name: 'United States (US002)',
			value: 'us002',
			description: 'Always in the United States',
		},
	],
	default: 'auto',
	description: 'Where VideoSDK meets the carrier',
} as const satisfies INodeProperties;

export const mediaEncryptionField = {
	displayName: 'Media Encryption',
	name: 'mediaEncryption',
	type: 'options',
	options: [
		{ name: 'Disable', value: 'disable', description: 'Not encrypted' },
		{ name: 'Enable', value: 'enable', description: 'Encrypted' },
	],
	default: 'enable',
	description: 'Whether the sound is encrypted',
} as const satisfies INodeProperties;

export const allowedNumbersField = {
	displayName: 'Allowed Numbers',
	name: 'allowedNumbers',
	type: 'string',
	default: '',
	placeholder: '+91*, +12025550100',
	description: 'Who is let through; * stands for any digits, commas between',
} as const satisfies INodeProperties;

export const dtmfField = {
	displayName: 'DTMF',
	name: 'enableDtmf',
	type: 'boolean',
	default: true,
	description: 'Whether pressed keys reach the room',
} as const satisfies INodeProperties;

export const noiseCancellationField = {
	displayName: 'Noise Cancellation',
	name: 'noiseCancellation',
	type: 'boolean',
	default: true,
	description: 'Whether noise is taken out',
} as const satisfies INodeProperties;

export const tagsField = {
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	default: '',
	placeholder: 'sales, us',
	description: 'Words of your own to sort by; commas between',
} as const satisfies INodeProperties;

/** @throws Failure when the field is empty */
export function nameOf(value: unknown): string {
	return needed('Name', value);
}

/** @throws Failure when it is empty, or no host */
export function addressOf(value: unknown): string {
	const address = needed('Address', value);
	const isHost = /^[^\s/@?#]+$/.test(address) && !/^sips?:/i.test(address);
	if (isHost) return address;
	const reason =
		'it must be the host alone, such as sip.carrier.example:5061, without sip: or a user';
	throw invalidInput('Address', address, reason);
}

/**
 * @returns undefined for a list without an entry
 * @throws Failure for what cannot be sent
 */
export function textsOf(field: string, value: unknown): string[] | undefined {
	const texts = textListParam(field, value);
	return texts.length === 0 ? undefined : assertSafeText(field, texts);
}

/**
 * Numbers of the account, as VideoSDK has them.
 *
 * @param texts as many as the field names
 * @returns E.164
 * @throws Failure for what is no international number, and when there is none
 */
export function ownNumbersOf(field: string, texts: readonly string[]): string[] {
	if (texts.length === 0) throw missingInput(field);
	return [...new Set(texts.map((text) => ownNumberOf(field, text)))];
}

export function ownNumberOf(field: string, value: unknown): string {
	const text = needed(field, value);
	const read = parseDestination(text);
	if (read.kind === 'phoneNumber' && read.extension === undefined) return read.address;
	const reason =
		read.kind === 'invalid' ? read.reason : 'it must be one number, such as +12025550100';
	throw invalidInput(field, text, reason);
}

/**
 * @returns undefined when both fields are empty
 * @throws Failure when one of the two is missing; it does not show the password
 */
export function loginOf(
	username: unknown,
	password: unknown,
): { username: string; password: string } | undefined {
	const user = safeText('Username', username);
	const secret = passwordOf(password);
	if (user === '' && secret === '') return undefined;
	if (user === '') throw missingInput('Username', 'A Password needs its Username.');
	if (secret === '') throw missingInput('Password', 'A Username needs its Password.');
	return { username: user, password: secret };
}

/** Blanks around it may belong to it. */
function passwordOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value !== 'string' && typeof value !== 'number') {
		throw invalidInput('Password', '(hidden)', 'it must be a text');
	}
	const password = String(value);
	const danger = dangerIn(password);
	if (danger !== undefined) throw invalidInput('Password', '(hidden)', danger);
	return password;
}

function needed(field: string, value: unknown): string {
	const text = safeText(field, value);
	if (text !== '') return text;
	throw missingInput(field);
}
