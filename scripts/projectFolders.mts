import { join, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '..');
/** All that the commands write, apart from dist/ and node_modules/; git ignores it. */
export const SCRATCH = join(PROJECT, '.sandbox');
