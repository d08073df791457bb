import type { INodeProperties } from 'n8n-workflow';
import { missingInput } from '../errors/failure.ts';
import { safeText } from './safeText.ts';

/** The call that an operation is about. */
export const callIdField = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	required: true,
	default: '',
	placeholder: '712350ce-8fff-464d-b427-587bfb66636a',
	description: '"callId" in the output of other operations',
} as const satisfies INodeProperties;

/** @throws Failure when the field is empty */
export function callIdOf(value: unknown): string {
	const callId = safeText('Call ID', value);
	if (callId !== '') return callId;
	throw missingInput('Call ID');
}
