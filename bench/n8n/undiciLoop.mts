// The least that so many requests cost on this machine: no n8n, connections that are kept, five (or so
// many) at once. A process of its own that is told what to send, again and again.
import { Pool } from 'undici';

export interface UndiciOrder {
	url: string;
	items: number;
	first: number;
	atOnce: number;
}

process.on('message', (order: UndiciOrder) => void run(order));
process.once('disconnect', () => process.exit());
// What ends this process with the command has said that nobody need wait for it.
process.channel?.ref();

async function run({ url, items, first, atOnce }: UndiciOrder): Promise<void> {
	const pool = new Pool(url, { connections: atOnce });
	const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
	let next = 0;
	const work = async () => {
		while (next < items) {
			const item = next++;
			const { body } = await pool.request({
				path: '/v2/sip/call',
				method: 'POST',
				headers: { 'content-type': 'application/json', accept: 'application/json' },
				body: JSON.stringify({
					gatewayId: 'gateway-1',
					metadata: { item },
					sipCallTo: `+1202${2_000_000 + first + item}`,
					sipCallFrom: '+12025550199',
					destinationRoomId: 'abcd-efgh-ijkl',
				}),
			});
			await body.json();
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	const { user, system } = process.cpuUsage(cpuBefore);
	const took = { nodeMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
	await pool.close();
	process.send?.(took);
}
