import { createHmac } from 'node:crypto';
import type { SandboxState } from '../state/sandboxState.mts';

/** Where a file lies: at the API's own host or at another, with a signature or without. */
export function linkTo(state: SandboxState, name: string): string {
	const { filesAtCdn, signedLinks } = state.settings;
	const url = `${filesAtCdn ? state.cdnUrl : state.baseUrl}/files/${name}`;
	return signedLinks
		? `${url}?X-Amz-Expires=3600&X-Amz-Signature=${signatureOf(state, name)}`
		: url;
}

/** Where a file is put: only what is signed may be. Like a bucket's, it takes no token. */
export function uploadLinkTo(state: SandboxState, name: string): string {
	return `${state.cdnUrl}/files/${name}?X-Amz-Expires=900&X-Amz-Signature=${signatureOf(state, `put ${name}`)}`;
}

/** Whoever has it may read the file, and no other. */
export function signatureOf({ account }: SandboxState, name: string): string {
	return createHmac('sha256', `files of ${account.apiKey}`).update(name).digest('hex');
}
