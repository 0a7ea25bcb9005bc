/** Connections to Redis: the library reconnects, this says how long it waits and notices one that went silent. */
import { type Command, Redis, type RedisOptions } from 'ioredis';
import { backoffMs } from './backoff.js';

const BACKOFF = { minMs: 100, maxMs: 5_000 };
const CONNECT_MS = 2_000;
const PROBE_EVERY_MS = 10_000;
/** A command that is not answered so long ends the connection, and the library makes a new one. */
const SILENT_MS = 5_000;

/** A refusal of a command that nobody waits for must not end the process. */
class QuietRedis extends Redis {
  override sendCommand(...sent: [Command, ...never[]]): unknown {
    const answer = super.sendCommand(...sent) as Promise<unknown>;
    answer.catch(() => undefined);
    return answer;
  }
}

export function openRedis(url: string, options: RedisOptions): Redis {
  const redis = new QuietRedis(url, {
    connectTimeout: CONNECT_MS,
    keepAlive: PROBE_EVERY_MS,
    socketTimeout: SILENT_MS,
    retryStrategy: (failures) => backoffMs(failures, BACKOFF),
    ...options,
  });
  redis.on('error', () => undefined); // each is followed by a reconnect; who wants to log it listens too
  const probe = (): void => {
    if (redis.status === 'ready') redis.ping().catch(() => undefined);
    timer = setTimeout(probe, PROBE_EVERY_MS).unref();
  };
  let timer = setTimeout(probe, PROBE_EVERY_MS).unref();
  redis.once('end', () => clearTimeout(timer));
  return redis;
}
