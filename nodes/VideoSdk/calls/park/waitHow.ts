import { isPublicHttpsUrl } from '../../../../videosdk/publicUrl.ts';
import type { WaitHow } from '../fields/waitParams.ts';

/** Which way the answer came, as items tell it. */
export type WaitedBy = 'keptRunning' | 'parked';

export interface WaitWishes {
	waitHow: WaitHow;
	/** An AI agent runs the node as its tool: it hears nothing of a parked execution. */
	isTool: boolean;
	/** Where n8n can be told to go on with the execution. */
	resumeUrl: string;
	/** The longest time for which an item wants to be waited for. */
	longestWaitSeconds: number;
	/** Something shall be done on Stop or at the limit, of which a parked execution does not hear. */
	needsProcess: boolean;
}

/** A wait as short as this is over before parking pays. */
const SHORT_WAIT_SECONDS = 60;

/** Whether the execution is parked in n8n's database while it waits. */
export function shallPark(wishes: WaitWishes): boolean {
	const { waitHow, isTool, resumeUrl, longestWaitSeconds, needsProcess } = wishes;
	if (isTool || waitHow === 'keepRunning' || !URL.canParse(resumeUrl)) return false;
	if (waitHow === 'park') return true;
	return isPublicHttpsUrl(resumeUrl) && longestWaitSeconds > SHORT_WAIT_SECONDS && !needsProcess;
}
