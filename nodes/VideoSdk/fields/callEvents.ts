/** What the webhooks of an account can be told of calls (server SDK, `sip.ts`, `SipWebhookEvent`). */
export const callEventChoices = [
	// In the order of the alphabet, as n8n's lint wants it.
	{
		name: 'Call Answered',
		value: 'call-answered',
		description: 'Somebody has picked up',
	},
	{
		name: 'Call Hung Up',
		value: 'call-hangup',
		description: 'A call is over, or one side has hung up',
	},
	{
		name: 'Call Missed',
		value: 'call-missed',
		description: 'Nobody picked up in time',
	},
	{
		name: 'Call Ringing',
		value: 'call-ringing',
		description: 'The phone of the called person rings',
	},
	{
		name: 'Call Started',
		value: 'call-started',
		description: 'A call comes in, or VideoSDK begins to place one',
	},
	{
		name: 'Call Transferred',
		value: 'call-transferred',
		description: 'A call was handed over to another number, and has left VideoSDK',
	},
	{
		name: 'Call Updated',
		value: 'call-update',
		description:
			'The status of a call changed. Only this event tells of a call that failed, was rejected or abandoned.',
	},
	{
		name: 'Room Switch Completed',
		value: 'switch-room-completed',
		description: 'A call was moved to another room',
	},
	{
		name: 'Room Switch Failed',
		value: 'switch-room-failed',
		description: 'A call could not be moved and goes on in its room',
	},
	{
		name: 'Room Switch Started',
		value: 'switch-room-initiated',
		description: 'A call is about to be moved to another room',
	},
	{
		name: 'Transfer Accepted',
		value: 'call-transfer-accepted',
		description: 'The phone network has taken the order to transfer a call',
	},
	{
		name: 'Transfer Failed',
		value: 'call-transfer-failed',
		description: 'A call could not be transferred and goes on',
	},
	{
		name: 'Transfer Ringing',
		value: 'call-transfer-ringing',
		description: 'The phone that a call is transferred to rings',
	},
	{
		name: 'Transfer Started',
		value: 'call-transfer-initiated',
		description: 'Somebody has ordered to transfer a call',
	},
	{
		name: 'Transfer Under Way',
		value: 'call-transferring',
		description: 'A call is being transferred',
	},
] as const;
