import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';
import { toNodeError } from './nodeError.ts';
import type { FieldExceptions } from './readFields.ts';

/** What n8n and the reference pages know of an operation. */
export interface DescribedOperation {
	/** The resource it stands under, as workflows store it. */
	resource: string;
	/** Its entry in the operation selector; `value` is what workflows store. */
	option: Required<Pick<INodePropertyOptions, 'name' | 'value' | 'description' | 'action'>> & {
		value: string;
	};
	fields: readonly INodeProperties[];
	/** Fields that are not read by their type alone; all others are, see `readFields`. */
	exceptions?: FieldExceptions;
}

/** An operation, and what runs it for all items of the node's input. */
export interface Operation extends DescribedOperation {
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** Runs the operation that the user has chosen. */
export function runOperation(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<INodeExecutionData[][]> {
	if (context.getInputData().length === 0) return Promise.resolve([[]]);
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = operations.find((o) => o.resource === resource && o.option.value === value);
	if (operation) return operation.execute(context);
	throw toNodeError(
		context.getNode(),
		new Failure({
			code: 'invalidInput',
			message: `This version of the VideoSDK node has no operation "${String(value)}" for "${String(resource)}"`,
			hint: 'Choose an operation from the list, or update the package n8n-nodes-videosdk.',
			callMayExist: false,
		}),
	);
}
