import type { INodeProperties } from 'n8n-workflow';

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

/** The parameters of an operation by name, read off the literals of its fields. */
export type ParamsOf<F extends readonly Shape[]> = {
	[K in F[number] as K['name']]: ValueOf<K>;
};
