import jwt from 'jsonwebtoken';

/** What a test may know about the token, without the token itself being kept. */
export interface AuthorizationFacts {
	/** What stood before the token: '' for a bare token, else 'Bearer' or whatever it was. */
	prefix: string;
	algorithm: string | null;
	claims: Record<string, unknown> | null;
}

export interface JournalEntry {
	/** Arrival, by the sandbox's clock, in epoch milliseconds. */
	at: number;
	method: string;
	path: string;
	query: Record<string, string>;
	/** Lower-case names. `authorization` is masked, see the field of that name. */
	headers: Record<string, string>;
	authorization: AuthorizationFacts | null;
	/** The parsed JSON; undefined when the request had no body or no valid JSON. */
	body: unknown;
	/** The body as it came over the wire. */
	rawBody: string;
	/** null as long as no HTTP answer was given, for ever after a reset connection. */
	status: number | null;
	/** The call that this request placed: its phone rang. */
	placedCallId?: string;
}

export interface Journal {
	/** Keeps the entry itself, so that status and placed call can be filled in later. */
	add(entry: JournalEntry): void;
	all(): JournalEntry[];
	/** Newest first. */
	latest(count: number): JournalEntry[];
	reset(): void;
}

export function createJournal(): Journal {
	let entries: JournalEntry[] = [];
	return {
		add: (entry) => void entries.push(entry),
		all: () => entries.map((entry) => structuredClone(entry)),
		latest: (count) => structuredClone(entries.slice(-count).reverse()),
		reset() {
			entries = [];
		},
	};
}

export function authorizationFacts(header: string | undefined): AuthorizationFacts | null {
	if (header === undefined) return null;
	const { prefix, token } = splitAuthorization(header);
	let decoded: jwt.Jwt | null = null;
	try {
		decoded = jwt.decode(token, { complete: true });
	} catch {
		// Not a token at all: there are no facts to keep.
	}
	const claims = decoded?.payload;
	return {
		prefix,
		algorithm: decoded?.header.alg ?? null,
		claims: claims && typeof claims === 'object' ? claims : null,
	};
}

export function splitAuthorization(header: string): { prefix: string; token: string } {
	const at = header.trimEnd().lastIndexOf(' ');
	return at === -1
		? { prefix: '', token: header }
		: { prefix: header.slice(0, at).trim(), token: header.slice(at + 1) };
}
