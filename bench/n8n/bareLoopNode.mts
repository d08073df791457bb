// The floor that the VideoSDK node is measured against: a loop over n8n's own request helper, with the
// same credential, so many at once. It is written into n8n's folder and is no part of the package.
import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

export class BareLoop implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bare Loop',
		name: 'bareLoop',
		group: ['output'],
		version: 1,
		description: 'One request for each item',
		defaults: { name: 'Bare Loop' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'videoSdkApi', required: true }],
		properties: [
			{ displayName: 'To', name: 'to', type: 'string', default: '' },
			{ displayName: 'To by Field', name: 'byField', type: 'boolean', default: false },
			{ displayName: 'At Once', name: 'atOnce', type: 'number', default: 5 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const made: INodeExecutionData[] = [];
		const send = this.helpers.httpRequestWithAuthentication;
		const byField = this.getNodeParameter('byField', 0) === true;
		let next = 0;
		const work = async () => {
			while (next < items.length) {
				const item = next++;
				const request: IHttpRequestOptions = {
					method: 'POST',
					url: '/v2/sip/call',
					body: {
						gatewayId: 'gateway-1',
						metadata: { item },
						sipCallTo: byField ? this.getNodeParameter('to', item) : items[item]?.json.to,
						sipCallFrom: '+12025550199',
						destinationRoomId: 'abcd-efgh-ijkl',
					},
					json: true,
				};
				const answer = await send.call(this, 'videoSdkApi', request);
				made[item] = { json: answer.data, pairedItem: { item } };
			}
		};
		const atOnce = Number(this.getNodeParameter('atOnce', 0));
		await Promise.all(Array.from({ length: atOnce }, work));
		return [made];
	}
}
