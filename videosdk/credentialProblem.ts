/** Marks errors of the credential among those of the network, through n8n's wrapping. */
export const CREDENTIAL_PROBLEM = 'ERR_VIDEOSDK_CREDENTIAL';

/** Thrown while a request is signed: the credential cannot be used, and nothing was sent. */
export class CredentialProblem extends Error {
	// Not `code`: n8n's credential test would show that in place of the message.
	readonly errorCode = CREDENTIAL_PROBLEM;
}
