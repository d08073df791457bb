import type { INodeProperties } from 'n8n-workflow';
import { IN_VERSION_1, SINCE_1_1 } from './nodeVersions.ts';

/** Among the options of the operations that give what VideoSDK keeps, such as a call. */
export const rawAnswerField = {
	displayName: 'Raw Answer',
	name: 'rawAnswer',
	type: 'boolean',
	default: false,
	description: 'Whether to add VideoSDK\'s own answer as "raw"',
} as const satisfies INodeProperties;

/**
 * Of the operations that have no other option: a switch in nodes of today, and in nodes of before a block with
 * nothing else in it.
 */
export const rawAnswerFields = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		displayOptions: { show: IN_VERSION_1 },
		placeholder: 'Add option',
		default: {},
		options: [rawAnswerField],
	},
	{ ...rawAnswerField, displayOptions: { show: SINCE_1_1 } },
] as const satisfies INodeProperties[];

interface RawAnswerParams {
	rawAnswer: boolean;
	options: { rawAnswer?: boolean };
}

/** Whichever of the two a node has. */
export const isRawWanted = ({ rawAnswer, options }: RawAnswerParams): boolean =>
	rawAnswer || options.rawAnswer === true;
