import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { expect, test } from 'vitest';
import type { OnceGuard } from '../../nodes/VideoSdk/engine/defineOperation.ts';
import { Failure } from '../../nodes/VideoSdk/engine/failure.ts';
import { OnceLedger } from '../../nodes/VideoSdk/engine/onceLedger.ts';
import { sendOnce } from '../../nodes/VideoSdk/engine/sendOnce.ts';
import type { Api } from '../../nodes/VideoSdk/transport/send.ts';

/** What a service may do with a request: whether the phone rings, and what is heard of it. */
type Fate = 'placed' | 'refused' | 'lostAfterPlacing' | 'lostBeforePlacing';
const fates = fc.constantFrom<Fate>('placed', 'refused', 'lostAfterPlacing', 'lostBeforePlacing');

const failure = (callMayExist: boolean) =>
	new Failure({ code: 'serverError', message: 'As ordered', hint: 'None', callMayExist });

/** A service that does to each request what fate says next, and lists its calls or hides them. */
function serviceOf(script: Fate[], listsCalls: boolean) {
	const calls: string[] = [];
	const next = [...script];
	const api: Api = {
		send: async () => ({ body: undefined }),
		sendOnce: async () => {
			const fate = next.shift() ?? 'placed';
			if (fate === 'refused') throw failure(false);
			if (fate === 'lostBeforePlacing') throw failure(true);
			calls.push(`call-${calls.length}`);
			if (fate === 'lostAfterPlacing') throw failure(true);
			return { body: { statusCode: 200 } };
		},
	};
	const guard: OnceGuard<null> = {
		target: () => 'somebody',
		describe: () => 'the call',
		sendAgainIfNotFound: () => false,
		lookUp: async (_api, _params, { takenIds, namelessSiblings }) => {
			const free = listsCalls ? calls.filter((id) => !takenIds.has(id)) : [];
			return free.length > namelessSiblings
				? { id: free[0], json: { callId: free[0] } }
				: undefined;
		},
	};
	return { api, guard, rings: () => calls.length };
}

// The look-up waits three seconds for lists that lag; these are the cases that do not wait.
test('however often n8n repeats an item, and whatever becomes of each try, the phone rings once at most', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(
				fates.filter((fate) => fate !== 'lostBeforePlacing'),
				{ maxLength: 6 },
			),
			fc.integer({ min: 1, max: 5 }),
			async (script, tries) => {
				const { api, guard, rings } = serviceOf(script, true);
				// What n8n keeps between tries is what JSON keeps.
				let context: IDataObject = {};
				for (let attempt = 0; attempt < tries; attempt++) {
					const ledger = new OnceLedger(context);
					const job = {
						guard,
						params: null,
						request: { method: 'POST' as const, path: '/' },
						toJson: (answer: unknown) => answer as IDataObject,
						key: 'item',
					};
					await sendOnce(job, { api, ledger, whenPaced: async () => {} }).catch(() => undefined);
					context = JSON.parse(JSON.stringify(context)) as IDataObject;
				}
				expect(rings()).toBeLessThanOrEqual(1);
			},
		),
	);
});

test('an item whose answer is stored is not sent, not even when the service is gone', async () => {
	const context: IDataObject = {};
	const { api, guard } = serviceOf(['placed'], true);
	const job = {
		guard,
		params: null,
		request: { method: 'POST' as const, path: '/' },
		toJson: (answer: unknown) => answer as IDataObject,
		key: 'item',
	};
	const tools = { ledger: new OnceLedger(context), whenPaced: async () => {} };
	const first = await sendOnce(job, { ...tools, api });
	const gone: Api = {
		send: async () => Promise.reject(failure(true)),
		sendOnce: async () => Promise.reject(failure(true)),
	};
	await expect(sendOnce(job, { ...tools, api: gone })).resolves.toEqual(first);
});
