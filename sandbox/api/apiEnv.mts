import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { JournalEntry } from '../state/journal.mts';

/** What every request carries through the middleware. */
export interface ApiEnv {
	Bindings: HttpBindings;
	Variables: {
		entry: JournalEntry;
		/** The body as it came. */
		bytes: Buffer;
	};
}

export type ApiContext = Context<ApiEnv>;
