import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from './fingerprint.ts';

// The keys of the ledger. n8n saves them with the execution: they never change.

/** The key of an item: its run and index, and what makes it the same thing when n8n repeats it. */
export const itemKey = (runIndex: string, item: number, idempotencyKey: string) =>
	`${runIndex}:${item}:${fingerprint(idempotencyKey)}`;

/**
 * The key of what an agent asks for: n8n gives each of its tool calls an index of its own. The names
 * that a model gives are no names of one thing alone: it may call them all "reminder".
 */
export const toolKey = (lookupKey: IDataObject, name: string) =>
	`tool:${fingerprint(name === '' ? lookupKey : { ...lookupKey, name })}`;

/** The key of what the user has given a name. */
export const namedKey = (name: string) => `named:${fingerprint(name)}`;

/** The key of a further try of an item, counted from 1: the first has the key of the item. */
export const tryKey = (key: string, number: number) => (number === 1 ? key : `${key}:try${number}`);

/** The key of the item that a try was made for; that of an item is its own. */
export const keyOfItem = (key: string) => key.replace(/:try\d+$/, '');

/** Whether a further try was made for the item with this key, whatever was then to be made for it. */
export const isTryOfItem = (key: string, itemKey: string) =>
	key !== keyOfItem(key) && !isNamed(key) && indexOf(key) === indexOf(itemKey);

const indexOf = (key: string) => key.split(':', 2).join(':');

/** Under this key, what becomes of something is waited for once. It is not saved. */
export const outcomeKey = (key: string) => `${key}:followed`;

export const runOf = (key: string) => key.split(':', 1)[0];
export const isNamed = (key: string) => key.startsWith('named:');
