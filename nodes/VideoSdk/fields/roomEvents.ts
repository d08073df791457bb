/** What the webhook of a room can be told, for a field to choose from (docs page "Create Room"). */
export const roomEventChoices = [
	// In the order of the alphabet, as n8n's lint wants it.
	{ name: 'Merged Recording Completed', value: 'merge-recording-completed' },
	{ name: 'Merged Recording Failed', value: 'merge-recording-failed' },
	{ name: 'Participant Joined', value: 'participant-joined' },
	{ name: 'Participant Left', value: 'participant-left' },
	{ name: 'Participant Recording Failed', value: 'participant-recording-failed' },
	{ name: 'Participant Recording Started', value: 'participant-recording-started' },
	{ name: 'Participant Recording Stopped', value: 'participant-recording-stopped' },
	{ name: 'Recording Failed', value: 'recording-failed' },
	{ name: 'Recording Started', value: 'recording-started' },
	{ name: 'Recording Stopped', value: 'recording-stopped' },
	{ name: 'Session Ended', value: 'session-ended' },
	{ name: 'Session Started', value: 'session-started' },
	{ name: 'Transcription Completed', value: 'transcription-completed' },
] as const;

/** The same, and what only whoever has started a transcription is told (docs page "Webhooks List"). */
export const toldEventChoices = [
	...roomEventChoices,
	{ name: 'Transcription Failed', value: 'transcription-failed' },
	{ name: 'Transcription Started', value: 'transcription-started' },
	{ name: 'Transcription Stopped', value: 'transcription-stopped' },
] as const;

/** That a recording or a transcription is there, or never will be. */
export const READY_ROOM_EVENTS = [
	...['recording-stopped', 'recording-failed'],
	...['participant-recording-stopped', 'participant-recording-failed'],
	...['merge-recording-completed', 'merge-recording-failed', 'transcription-completed'],
];

/** What is told of a call's room where nobody says: when it is in use, and how it comes to its recording. */
export const USUAL_ROOM_EVENTS = [
	...['session-started', 'session-ended', 'recording-started'],
	...READY_ROOM_EVENTS,
];
