import type { IDisplayOptions } from 'n8n-workflow';

// A node keeps the version it was made with. What a version has where never changes, so that what workflows
// store goes on working; a new arrangement of the form is a new version.

/**
 * 1 has all its fields beside one another. 1.1 has those that are seldom needed among the options, and
 * begins with a new room, where there can be one.
 */
export const NODE_VERSIONS = [1, 1.1];

/** The version of a node that is added today; output schemas are looked for under it. */
export const CURRENT_VERSION = 1.1;

type Show = NonNullable<IDisplayOptions['show']>;

/** Among the conditions of a field: only in nodes of before. */
export const IN_VERSION_1: Show = { '@version': [1] };

/** Among the conditions of a field: only in nodes of today. */
export const SINCE_1_1: Show = { '@version': [{ _cnd: { gte: 1.1 } }] };
