import type { IWebhookDescription } from 'n8n-workflow';

/**
 * What n8n hands deliveries at a parked execution by, as its own nodes that wait have it (GitHub,
 * "Dispatch and Wait"). For `restartWebhook` nothing is registered when a workflow is published, so
 * there are no `webhookMethods`.
 */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Of several nodes that wait in one execution, each is spoken to by itself. See `resumeUrlOf`.
		path: '={{ $nodeId }}',
		isFullPath: true,
		restartWebhook: true,
	},
];
