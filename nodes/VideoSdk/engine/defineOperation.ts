import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Api, ApiRequest } from '../api/exchange.ts';
import type { Failure } from '../errors/failure.ts';
import type { Span } from './onceLedger.ts';
import type { Pace } from '../time/pool.ts';
import type { FieldExceptions } from './readFields.ts';
import type { WaitHow } from './waitHow.ts';

/** Hides in what is told of an item, be it a text or all of its json, what the user wants hidden. */
export type Mask = <T>(told: T) => T;

/** A request that has left, and what it may have made. Moments in ms since 1970. */
export interface Sent {
	/** What the guard's `subject` said of it. */
	subject: IDataObject;
	/** What the guard's `complete` was given. */
	mark: string;
	prepared: IDataObject;
	sentAt: number;
	lastSentAt: number;
	/** Undefined = its answer was lost: nobody knows whether it was carried out. */
	answeredAt?: number;
	/** The service's clock minus ours in milliseconds, as the answer told. */
	clockOffset?: number;
	/** The name of what it made, once known. */
	id?: string;
	/** Names of things that other items of this node are known to have made. */
	takenIds: ReadonlySet<string>;
	/** When other items made a thing with the same subject without learning its name. */
	namelessSiblings: readonly Span[];
}

/** What a lost request turned out to have made. */
export interface Found {
	id: string;
	json: IDataObject;
}

/** What a thing is known by, see `OnceGuard`. */
export interface Known {
	identity: string;
	subject: IDataObject;
}

/** What an operation that must not happen twice tells the engine. */
export interface OnceGuard<P> {
	/**
	 * What makes it the same thing when n8n repeats the item. Fields that are worded anew on each try,
	 * or corrected by the user between two, must not be in it.
	 */
	identity(params: P): string;
	/**
	 * What tells it from others in the service's list; kept for the look-up. Requests with the same
	 * subject are sent one after the other, so that a lost one can be told from the rest.
	 */
	subject(params: P): IDataObject;
	/**
	 * What `identity` and `subject` have said of the same thing in earlier versions of this package. What
	 * was stored then is found by these; nothing is stored under them any more.
	 */
	formerly?(params: P): readonly Known[];
	/**
	 * The user's own name for the thing: items with the same one mean the same, wherever they stand.
	 * Undefined = the user wants none. Empty = there should be one, but this item has none.
	 */
	deduplicationKey(params: P): string | undefined;
	/** What an AI agent is told when it asks for the same thing again, and gets the first answer. */
	repeatNote: string;
	/** How the item is spoken of in messages: "the call to +14155550123". */
	describe(params: P): string;
	/**
	 * Makes what the request needs beforehand. Done again with the same mark it does no harm, and what
	 * it tells is kept for `complete` and the look-up.
	 */
	prepare?(api: Api, params: P, mark: string): Promise<IDataObject>;
	/** Puts into the request what only the engine knows: the mark to find it by, what was prepared. */
	complete(request: ApiRequest, mark: string, prepared: IDataObject): ApiRequest;
	/** The name of what was made, where the answer tells it. */
	idIn(answer: IDataObject): string | undefined;
	/** Finds what a lost request made. Undefined = not there, which is no proof that it was not made. */
	lookUp(api: Api, params: P, sent: Sent): Promise<Found | undefined>;
	/** Whether the user wants it sent once more when the look-up finds nothing. */
	sendAgainIfNotFound(params: P): boolean;
}

/** Whether an item is sent. */
export type Verdict =
	/** `note`: what its item tells of the decision. */
	| { send: true; note?: IDataObject }
	/**
	 * `json`: the item that comes out in its place. `reason`: why, in a sentence for an AI agent.
	 * `isForLater`: the item is to come back another time, so it keeps what came in, beside `json`.
	 */
	| { send: false; json: IDataObject; reason: string; isForLater?: true };

/** Decides which items are sent at all. An item that was sent before is not asked about again. */
export interface Gate<P> {
	/**
	 * Decides without a request: for all items before the first is sent, and once more for each at the
	 * moment in which its request leaves. Throws a Failure for an item that shall fail.
	 *
	 * @param lastSentAt when this node has last sent another item with the same `identity` in this
	 * execution, in milliseconds since 1970
	 */
	decide(params: P, now: Date, lastSentAt?: () => number | undefined): Verdict;
	/** How many things the node may make in one execution. */
	most(params: P): number;
	/** What becomes of an item beyond that number. */
	tooMany(params: P): Verdict;
	/** What becomes of an item whose Deduplication Key was used in another execution. */
	usedBefore(params: P): Verdict;
	/**
	 * Called once a run. What it gives decides with requests: before anything is made for an item, and
	 * once more just before each sending.
	 */
	start(api: Api): (params: P) => Promise<Verdict>;
}

/** One thing that was made and is waited for. */
export interface Made<P> {
	params: P;
	/** The item so far: the first answer. */
	answer: IDataObject;
	/** What the ledger knows of its request, as of now. */
	sent(): Sent;
	/** Enters its name, once found. */
	identify(id: string): void;
	/** What earlier looks have seen of it, for who looks next; to be written into. */
	seen: IDataObject;
}

/** What became of a thing that was waited for. */
export interface Followed {
	json: IDataObject;
	/** What was waited for has come about: whoever waits again gets the same. */
	isOver: boolean;
	/** Nobody can tell what becomes of it: to wait longer would be for nothing. */
	isGivenUp: boolean;
	/** Why the last look could not show it. */
	unread?: Failure;
	/** Until when it is waited for, in milliseconds since 1970. */
	until: number;
}

/** How an operation waits for what becomes of the things that it makes. */
export interface Following<P> {
	/** Whether this item is waited for. */
	wants(params: P): boolean;
	/** Called once a run, so that many items can be watched with few requests. */
	start(api: Api, signal?: AbortSignal): (made: Made<P>) => Promise<Followed>;
	/** Whether to undo what was made when the user stops the workflow. */
	undoesOnStop(params: P): boolean;
	/** Whether something is to be done at the time limit, which only a node that keeps running can. */
	actsAtLimit(params: P): boolean;
	/** @param found the item as far as it is known, or undefined when its answer was lost */
	undo(api: Api, sent: Sent, found?: IDataObject): Promise<void>;
	parking: Parking<P>;
}

/** How an execution that waits is told to go on, when it rests in n8n's database. */
export interface Parking<P> {
	waitHow(params: P): WaitHow;
	waitSeconds(params: P): number;
	/** What of an item's parameters is needed to look at it later: it is saved, so it is little. */
	toKeep(params: P): IDataObject;
	/** Looks once at each, in order. */
	look(api: Api, made: ReadonlyArray<Made<P>>, signal?: AbortSignal): Promise<Followed[]>;
	/** Has the service call a URL when something happens; or says why that cannot be had. */
	reserve(api: Api, place: ParkingPlace): Promise<Reserved>;
	release(api: Api, registration: string): Promise<void>;
}

export interface ParkingPlace {
	resumeUrl: string;
	/** See `Origin`. */
	instance: string;
	/** Until when it is of use, in milliseconds since 1970. */
	until: number;
}

export type Reserved = { registration: string } | { refusal: string };

interface OperationFacts<P> {
	/** The resource it stands under, as workflows store it. */
	resource: string;
	/** Its entry in the operation selector; `value` is what workflows store. */
	option: Required<Pick<INodePropertyOptions, 'name' | 'value' | 'description' | 'action'>> & {
		value: string;
	};
	fields: readonly INodeProperties[];
	/**
	 * Reads what takes long of an item, such as a list of a hundred thousand numbers, and gives n8n its
	 * turn meanwhile. Called before anything else is asked of the item. Throws a Failure for what cannot
	 * be read.
	 */
	prepare?(params: P): Promise<void>;
	/** Fields that are not read by their type alone; all others are, see `readFields`. */
	exceptions?: FieldExceptions;
	/** How fast items go out. Read from the first item: one node has one pace. */
	pace?(params: P): Pace;
	/**
	 * Parameters that stand in what was given, such as the number in a list. Throws a Failure. All else
	 * of the operation sees what comes out here.
	 */
	workOut?(params: P): object;
	/** What is asked of an AI agent's parameters on top. Throws a Failure for what it must not do. */
	checkForAgent?(params: P): void;
	/** What an AI agent is told of the item: short, as a model reads and believes every word of it. */
	forAgent?(json: IDataObject): IDataObject;
}

/** One request for one item. */
interface OneRequest<P> {
	/** What goes on the wire for one item. Pure; throws a Failure for what cannot be sent. */
	request(params: P): ApiRequest;
	/** What the item says of the answer. Pure. */
	result(answer: unknown, params: P): IDataObject;
}

/** For the few operations that one request cannot do. */
interface SeveralRequests<P> {
	/** Throws a Failure for what cannot be sent. Called for all items before the first is sent. */
	check?(params: P): void;
	/** One item, or a list of any length. */
	run(api: Api, params: P, signal?: AbortSignal): Promise<IDataObject | IDataObject[]>;
}

/** Makes a phone ring: never sent twice blindly. */
export interface OnceOperation<P> extends OperationFacts<P>, OneRequest<P> {
	effect: 'once';
	guard: OnceGuard<P>;
	gate: Gate<P>;
	following?: Following<P>;
	/**
	 * Hides in what is told of an item what the user wants hidden; undefined = nothing. Parameters that
	 * could not be read are not there.
	 */
	mask?(params: Partial<P>): Mask | undefined;
}

/** May be sent again without harm. */
export interface SafeOperation<P> extends OperationFacts<P>, OneRequest<P> {
	effect: 'safe';
}

/** May be sent again without harm, and needs several requests. */
export interface LongOperation<P> extends OperationFacts<P>, SeveralRequests<P> {
	effect: 'safe';
}

export type Operation<P> = OnceOperation<P> | SafeOperation<P> | LongOperation<P>;

/**
 * An operation of whatever parameters, as the list and the engine hold it. The engine makes the
 * parameters out of the operation's own fields and hands them back; it never reads them itself.
 */
export type AnyOperation = Operation<never>;

type Shape = Pick<INodeProperties, 'name' | 'type'> & { options?: readonly unknown[] };

/** The type of a field's value, read off its literal. */
type ValueOf<F> = F extends { type: 'number' }
	? number
	: F extends { type: 'boolean' }
		? boolean
		: F extends { type: 'options'; options: ReadonlyArray<{ value: infer V }> }
			? V
			: F extends { type: 'multiOptions' }
				? readonly string[]
				: F extends { type: 'collection'; options: infer O extends readonly Shape[] }
					? Partial<ParamsOf<O>>
					: F extends { type: 'fixedCollection' }
						? object
						: string;

/** The parameters of an operation by name, read off its fields. */
export type ParamsOf<F extends readonly Shape[]> = {
	[K in F[number] as K['name']]: ValueOf<K>;
};

/**
 * Makes an operation of facts and pure functions. The types of its parameters come from the
 * literals of its fields: a misspelled name does not compile.
 */
export function defineOperation<const F extends readonly INodeProperties[]>(
	operation: OnceOperation<ParamsOf<F>> & { fields: F },
): OnceOperation<ParamsOf<F>>;
export function defineOperation<const F extends readonly INodeProperties[]>(
	operation: SafeOperation<ParamsOf<F>> & { fields: F },
): SafeOperation<ParamsOf<F>>;
export function defineOperation<const F extends readonly INodeProperties[]>(
	operation: LongOperation<ParamsOf<F>> & { fields: F },
): LongOperation<ParamsOf<F>>;
export function defineOperation(operation: object): object {
	return operation;
}
