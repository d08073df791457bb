import { createMiddleware } from 'hono/factory';
import type { SandboxState } from '../state/sandboxState.mts';
import type { ApiEnv } from './apiEnv.mts';
import { Refusal } from './refusal.mts';

/** Refuses all of telephony to an account that it is not open to. The real words are not known. */
export function telephonyCheck({ settings }: SandboxState) {
	return createMiddleware<ApiEnv>(async (_c, next) => {
		const { telephonyRefusal } = settings;
		if (telephonyRefusal !== null) {
			throw new Refusal(telephonyRefusal, 'Telephony is not open to this account.');
		}
		await next();
	});
}
