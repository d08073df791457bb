/** What the server SDK gives a request by default (`http/client.ts`). */
export const REQUEST_TIMEOUT_SECONDS = 30;
