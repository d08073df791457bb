import type { ApiRequest } from '../api/exchange.ts';

/** An item that is ready to be sent. */
export interface Job {
	params: never;
	/** Undefined where the operation makes several requests. */
	request?: ApiRequest;
}
