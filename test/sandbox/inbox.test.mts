import { expect, test } from 'vitest';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, control } = useSandbox();

test('what is posted to the inbox is taken without a token, and kept until a reset', async () => {
	const post = async (path: string, body: string) =>
		await (await fetch(`${sandbox().inboxUrl}${path}`, { method: 'POST', body })).json();
	expect(await post('/crm/api/calls', '{"leadId":"L-1"}')).toEqual({
		...{ taken: true, body: { leadId: 'L-1' } },
	});
	await post('/team', 'A missed call');
	const kept = [
		{ at: sandbox().clock.now(), to: '/crm/api/calls', body: { leadId: 'L-1' } },
		{ at: sandbox().clock.now(), to: '/team', body: 'A missed call' },
	];
	expect(sandbox().inbox()).toEqual(kept);
	expect((await control('/inbox')).json).toEqual(kept);
	expect(sandbox().journal()).toEqual([]);
	sandbox().reset();
	expect(sandbox().inbox()).toEqual([]);
});
