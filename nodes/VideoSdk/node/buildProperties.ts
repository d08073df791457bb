import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { DescribedOperation } from './runOperation.ts';

/**
 * All properties of the node: the resource selector, an operation selector for each resource, and
 * each operation's fields, shown for that operation only.
 *
 * @param resources in menu order; those without an operation are left out
 */
export function buildProperties(
	resources: readonly INodePropertyOptions[],
	operations: readonly DescribedOperation[],
): INodeProperties[] {
	const used = resources.filter(({ value }) => operations.some((o) => o.resource === value));
	const [{ value: firstResource }] = used;
	const resourceSelector: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		// Copies: n8n pushes entries of its own into the options of these two selectors.
		options: used.map((resource) => ({ ...resource })),
		default: firstResource,
	};
	return [
		resourceSelector,
		...used.map(({ value }) => operationSelector(String(value), operations)),
		...operations.flatMap(shownFields),
	];
}

function operationSelector(
	resource: string,
	operations: readonly DescribedOperation[],
): INodeProperties {
	const options = operations.filter((o) => o.resource === resource).map(({ option }) => option);
	const [{ value: firstOperation }] = options;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: options.map((option) => ({ ...option })),
		default: firstOperation,
	};
}

/**
 * The two selectors come first: at the first condition that an expression is in, n8n shows a field and asks
 * no further. Behind it, the required fields of every other operation would count as missing.
 */
function shownFields({ resource, option, fields }: DescribedOperation): INodeProperties[] {
	const selected = { resource: [resource], operation: [option.value] };
	return fields.map((field) => {
		const { displayOptions } = field;
		const show = { ...selected, ...displayOptions?.show };
		return { ...field, displayOptions: { ...displayOptions, show } };
	});
}
