import { toSessionItem } from '../../../../videosdk/session.ts';
import { defineOperation } from '../defineOperation.ts';
import { advised } from '../../api/advised.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';
import { sessionField, sessionIdOf } from '../../fields/session.ts';

const ADVICE =
	'Check the Session of this item: it is the "sessionId" of a call, or one that Get Many lists, and not a room or call ID. Check also that the credential is of the account that the session belongs to.';

/** Tells how long a room was in use, and by whom. */
export const getSession = defineOperation({
	resource: 'session',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a session',
		description: 'Look up when a session of a room began and ended, and who was in it',
	},
	fields: [sessionField, rawAnswerOptions],
	plan: ({ sessionId, options }) => ({
		sessionId: sessionIdOf(sessionId),
		raw: options.rawAnswer,
	}),
	run: async ({ api }, { sessionId, raw }) => {
		const answer = await advised({ Session: sessionId }, ADVICE, api.sessions.get(sessionId));
		return toSessionItem(answer, { raw });
	},
});
