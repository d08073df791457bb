import { toSessionItem } from '../../../../videosdk/session.ts';
import { defineOperation } from '../defineOperation.ts';
import { advised } from '../../api/advised.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
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
		description: 'Look up when a room was in use, and by whom',
	},
	fields: [sessionField, ...rawAnswerFields],
	plan: ({ sessionId, ...others }) => ({
		sessionId: sessionIdOf(sessionId),
		raw: isRawWanted(others),
	}),
	run: async ({ api }, { sessionId, raw }) => {
		const answer = await advised({ Session: sessionId }, ADVICE, api.sessions.get(sessionId));
		return toSessionItem(answer, { raw });
	},
});
