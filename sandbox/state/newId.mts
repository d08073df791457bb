import { randomBytes, randomInt } from 'node:crypto';

const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function pick(alphabet: string, length: number): string {
	return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Like the documented sample `dA45e3gb`. */
export const newParticipantId = () => pick(LETTERS_AND_DIGITS, 8);

/** `xxxx-xxxx-xxxx`, the room id format of the docs. */
export const newRoomId = () => [4, 4, 4].map((length) => pick(LOWER_AND_DIGITS, length)).join('-');

/** 24 hexadecimal digits, as the documented `_id`, `userId` and room `id` samples look. */
export const newObjectId = () => randomBytes(12).toString('hex');
