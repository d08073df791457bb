import { randomBytes } from 'node:crypto';

import { DATABASE, DATABASE_USER, type PostgresServer } from './postgresServer.mts';
import type { RedisServer } from './redisServer.mts';

/** For how long the job of a dead worker is taken for alive: n8n's own is a minute. */
const LOCK_MS = 15_000;

/** What all processes of one n8n in queue mode are told alike. */
export function queueSettings(
	redis: RedisServer,
	postgres: PostgresServer,
): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_BULL_REDIS_PASSWORD: redis.password,
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		QUEUE_WORKER_LOCK_DURATION: String(LOCK_MS),
		QUEUE_WORKER_LOCK_RENEW_TIME: String(LOCK_MS / 5),
		QUEUE_WORKER_STALLED_INTERVAL: String(LOCK_MS / 5),
		...databaseSettings(postgres),
		// All processes of one n8n have the same.
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
	};
}

export const databaseSettings = (postgres: PostgresServer): Record<string, string> => ({
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: DATABASE,
	DB_POSTGRESDB_USER: DATABASE_USER,
	DB_POSTGRESDB_PASSWORD: postgres.password,
});
