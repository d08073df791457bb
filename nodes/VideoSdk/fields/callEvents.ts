/** What the webhooks of an account can be told of calls (server SDK, `sip.ts`, `SipWebhookEvent`). */
export const callEventChoices = [
	// In the order of the alphabet, as n8n's lint wants it.
	{
		name: 'Call Answered',
		value: 'call-answered',
	},
	{
		name: 'Call Hung Up',
		value: 'call-hangup',
		description: 'The call is over, or one side has left',
	},
	{
		name: 'Call Missed',
		value: 'call-missed',
	},
	{
		name: 'Call Ringing',
		value: 'call-ringing',
	},
	{
		name: 'Call Started',
		value: 'call-started',
		description: 'It comes in, or is placed',
	},
	{
		name: 'Call Transferred',
		value: 'call-transferred',
		description: 'It has left VideoSDK',
	},
	{
		name: 'Call Updated',
		value: 'call-update',
		description: 'Only this tells of calls that failed, were rejected or abandoned',
	},
	{
		name: 'Room Switch Completed',
		value: 'switch-room-completed',
	},
	{
		name: 'Room Switch Failed',
		value: 'switch-room-failed',
		description: 'The call goes on',
	},
	{
		name: 'Room Switch Started',
		value: 'switch-room-initiated',
	},
	{
		name: 'Transfer Accepted',
		value: 'call-transfer-accepted',
		description: 'By the phone network',
	},
	{
		name: 'Transfer Failed',
		value: 'call-transfer-failed',
		description: 'The call goes on',
	},
	{
		name: 'Transfer Ringing',
		value: 'call-transfer-ringing',
	},
	{
		name: 'Transfer Started',
		value: 'call-transfer-initiated',
	},
	{
		name: 'Transfer Under Way',
		value: 'call-transferring',
	},
] as const;
